import { appendFile } from "node:fs/promises"
import { z } from "zod"
import { acrossShops, inShop, shopDb } from "#app/lib/db.server.ts"

/**
 * Erasures, so that they can be repeated in a restored backup that is older than they. A line tells shop, ids and blind
 * indexes, no name. With REGULARS_REDACTIONS_FILE each is appended to that file (which lives outside the database) before
 * the erasure counts as done; without it, `regulars redactions export` writes them all.
 */
const line = z.object({
  shop: z.string(),
  requestId: z.string(),
  kind: z.enum(["redact", "shop_redact"]),
  customerId: z.string().nullable(),
  orderIds: z.array(z.string()),
  emailIndex: z.string().nullable(),
  phoneIndex: z.string().nullable(),
  receivedAt: z.string(),
  dueAt: z.string(),
})

type Redaction = z.infer<typeof line>

const COLUMNS = `"shop", "requestId", "kind", "customerId", "orderIds", encode("emailIndex", 'hex') AS "emailIndex",
  encode("phoneIndex", 'hex') AS "phoneIndex", "receivedAt", "dueAt"`

/** Appends one erasure to the file, if there is one; throws when it cannot be written. */
export async function appendRedaction(shop: string, requestId: string): Promise<void> {
  const file = process.env.REGULARS_REDACTIONS_FILE
  if (!file) return
  const { rows } = await shopDb(shop).query<Redaction>(
    `SELECT ${COLUMNS} FROM "PrivacyRequest" WHERE "shop" = $1 AND "requestId" = $2`,
    [shop, requestId],
  )
  await appendFile(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""), { mode: 0o600 })
}

/** All erasures that were asked for, of all shops, one JSON object a line. */
export async function exportRedactions(): Promise<string[]> {
  const { rows } = await acrossShops().query<Redaction>(
    `SELECT ${COLUMNS} FROM "PrivacyRequest" WHERE "kind" <> 'data_request' ORDER BY "receivedAt", "shop", "requestId"`,
  )
  return rows.map((row) => JSON.stringify(row))
}

/**
 * Asks for all these erasures again, in a database that was restored: each becomes due at once, also one that the backup
 * knows as done (what it erased may have come back with other rows). Returns how many; throws on a line it cannot read.
 */
export async function replayRedactions(lines: string[]): Promise<number> {
  const told = lines.filter((text) => text.trim() !== "").map((text, at) => readLine(text, at + 1))
  // One that was repeated before stands in the file more than once.
  const redactions = new Map(told.map((redaction) => [`${redaction.shop} ${redaction.requestId}`, redaction]))
  for (const redaction of redactions.values())
    await inShop(redaction.shop, async (tx) => {
      await tx.query(
        `INSERT INTO "PrivacyRequest" ("shop", "requestId", "kind", "customerId", "orderIds", "emailIndex", "phoneIndex",
           "receivedAt", "dueAt")
         VALUES ($1, $2, $3, $4, $5, decode($6, 'hex'), decode($7, 'hex'), $8, $9)
         ON CONFLICT ("shop", "requestId") DO UPDATE SET "doneAt" = NULL, "error" = NULL, "nextTryAt" = clock_timestamp()`,
        [
          redaction.shop,
          redaction.requestId,
          redaction.kind,
          redaction.customerId,
          redaction.orderIds,
          redaction.emailIndex,
          redaction.phoneIndex,
          redaction.receivedAt,
          redaction.dueAt,
        ],
      )
    })
  return redactions.size
}

function readLine(text: string, number: number): Redaction {
  try {
    return line.parse(JSON.parse(text))
  } catch {
    throw new Error(`Line ${number} is not an erasure as \`regulars redactions export\` writes it.`)
  }
}
