import { acrossShops, inShop, type Tx } from "#app/lib/db.server.ts"
import { type Vault, vaultOf } from "#app/lib/vault/vault.server.ts"
import { notePlace } from "#app/loyalty/members/notes.server.ts"
import { eventPlace } from "#app/queue/stored-event.ts"
import { type Person, sealPerson } from "#app/records/customers/persons.server.ts"
import { isSealedToken, SEALED_TOKEN, sealToken } from "#app/shopify/sealed-token.server.ts"

/**
 * Seals what was stored in clear before there were keys (the migration moved it aside). Readers take either, so it goes
 * on while everything works; each portion is one transaction, and a stop in between loses nothing.
 */

const AT_ONCE = 200
const HELD_BY_OTHERS = "FOR UPDATE SKIP LOCKED"

type Sealer = { table: string; plain: string; seal: (tx: Tx, shop: string, vault: Vault) => Promise<number> }

const SEALERS: Sealer[] = [
  { table: "Customer", plain: `"plain" IS NOT NULL`, seal: sealCustomers },
  { table: "Order", plain: `"plainEmail" IS NOT NULL`, seal: sealOrders },
  { table: "Note", plain: `"plain" IS NOT NULL`, seal: sealNotes },
  { table: "WebhookEvent", plain: `NOT "sealed" AND "body" <> '{}'`, seal: sealEvents },
  {
    table: "Session",
    plain: `"accessToken" <> '' AND NOT starts_with("accessToken", '${SEALED_TOKEN}')`,
    seal: sealSessions,
  },
]

/** SQL that is true while something is stored in clear (for jobs.server.ts). */
export const PLAIN_DUE = `(${SEALERS.map(({ table, plain }) => `EXISTS (SELECT FROM "${table}" WHERE ${plain})`).join(" OR ")})`

/** Seals a portion of each kind of what is stored in clear, of any shop; returns how many values. */
export async function sealPlainData(): Promise<number> {
  let sealed = 0
  for (const { table, plain, seal } of SEALERS) {
    const { rows } = await acrossShops().query<{ shop: string }>(`SELECT "shop" FROM "${table}" WHERE ${plain} LIMIT 1`)
    const shop = rows[0]?.shop
    if (shop === undefined) continue
    const vault = await vaultOf(shop)
    sealed += await inShop(shop, (tx) => seal(tx, shop, vault))
  }
  return sealed
}

async function sealCustomers(tx: Tx, shop: string, vault: Vault): Promise<number> {
  const { rows } = await tx.query<{ customerId: string; plain: Person }>(
    `SELECT "customerId", "plain" FROM "Customer" WHERE "shop" = $1 AND "plain" IS NOT NULL
     ORDER BY "customerId" LIMIT $2 ${HELD_BY_OTHERS}`,
    [shop, AT_ONCE],
  )
  for (const { customerId, plain } of rows) {
    const { sealed, emailIndex, phoneIndex } = sealPerson(vault, customerId, plain)
    await tx.query(
      `UPDATE "Customer" SET "sealed" = $3, "emailIndex" = $4, "phoneIndex" = $5, "plain" = NULL
       WHERE "shop" = $1 AND "customerId" = $2`,
      [shop, customerId, sealed, emailIndex, phoneIndex],
    )
  }
  return rows.length
}

async function sealOrders(tx: Tx, shop: string, vault: Vault): Promise<number> {
  const { rows } = await tx.query<{ orderId: string; plainEmail: string }>(
    `SELECT "orderId", "plainEmail" FROM "Order" WHERE "shop" = $1 AND "plainEmail" IS NOT NULL
     ORDER BY "orderId" LIMIT $2 ${HELD_BY_OTHERS}`,
    [shop, AT_ONCE],
  )
  const indexes = rows.map((row) => vault.blindIndex("email", row.plainEmail)?.toString("hex") ?? null)
  await tx.query(
    `UPDATE "Order" o SET "emailIndex" = decode(r."index", 'hex'), "plainEmail" = NULL
     FROM unnest($2::text[], $3::text[]) AS r("orderId", "index") WHERE o."shop" = $1 AND o."orderId" = r."orderId"`,
    [shop, rows.map((row) => row.orderId), indexes],
  )
  return rows.length
}

async function sealNotes(tx: Tx, shop: string, vault: Vault): Promise<number> {
  const { rows } = await tx.query<{ noteId: string; plain: string }>(
    `SELECT "noteId", "plain" FROM "Note" WHERE "shop" = $1 AND "plain" IS NOT NULL LIMIT $2 ${HELD_BY_OTHERS}`,
    [shop, AT_ONCE],
  )
  for (const { noteId, plain } of rows)
    await tx.query(`UPDATE "Note" SET "sealed" = $3, "plain" = NULL WHERE "shop" = $1 AND "noteId" = $2`, [
      shop,
      noteId,
      vault.seal(notePlace(noteId), plain),
    ])
  return rows.length
}

async function sealEvents(tx: Tx, shop: string, vault: Vault): Promise<number> {
  const { rows } = await tx.query<{ id: number; topic: string; dedupKey: string; body: Buffer }>(
    `SELECT "id", "topic", "dedupKey", "body" FROM "WebhookEvent" WHERE "shop" = $1 AND NOT "sealed" AND "body" <> '{}'
     ORDER BY "id" LIMIT $2 ${HELD_BY_OTHERS}`,
    [shop, AT_ONCE],
  )
  for (const { id, topic, dedupKey, body } of rows)
    await tx.query(`UPDATE "WebhookEvent" SET "body" = $3, "sealed" = true WHERE "shop" = $1 AND "id" = $2`, [
      shop,
      id,
      vault.seal(eventPlace(topic, dedupKey), body),
    ])
  return rows.length
}

async function sealSessions(tx: Tx, shop: string): Promise<number> {
  const { rows } = await tx.query<{ id: string; accessToken: string; refreshToken: string | null }>(
    `SELECT "id", "accessToken", "refreshToken" FROM "Session"
     WHERE "shop" = $1 AND "accessToken" <> '' AND NOT starts_with("accessToken", $2) ${HELD_BY_OTHERS}`,
    [shop, SEALED_TOKEN],
  )
  const seal = async (token: string | null) => (token && !isSealedToken(token) ? await sealToken(shop, token) : token)
  for (const { id, accessToken, refreshToken } of rows)
    await tx.query(`UPDATE "Session" SET "accessToken" = $3, "refreshToken" = $4 WHERE "shop" = $1 AND "id" = $2`, [
      shop,
      id,
      await seal(accessToken),
      await seal(refreshToken),
    ])
  return rows.length
}
