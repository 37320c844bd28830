import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { from as copyFrom } from "pg-copy-streams"
import type { Tx } from "#app/lib/db.server.ts"
import { vaultOf } from "#app/lib/vault/vault.server.ts"
import { ownerSql } from "../customers/merges.server.ts"
import { contentOf } from "./newest-wins.ts"
import type { IncomingOrder, OrderFact } from "./order-fact.ts"
import { hashOfContent, KEPT_INDEX_SQL } from "./orders.server.ts"

/** An order with its fact as text, written once for everything that needs it. */
export type WrittenOrder = IncomingOrder & { json: string; factHash: string }

/** What PostgreSQL cannot hold: NUL, and half of a surrogate pair. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/i

/** The order as it can be stored; text that cannot is mended as in webhooks (records/payload.ts). */
export function writeOrder(order: IncomingOrder): WrittenOrder {
  const json = contentOf(order.fact, true)
  if (!UNSTORABLE.test(json)) return { ...order, json, factHash: hashOfContent(json) }
  const fact = mended(order.fact)
  const mendedJson = contentOf(fact, true)
  return { ...order, fact, json: mendedJson, factHash: hashOfContent(mendedJson) }
}

function mended(fact: OrderFact): OrderFact {
  const mend = (text: string) => text.replaceAll("\u0000", "").replace(/\p{Surrogate}/gu, "\ufffd")
  const text = JSON.stringify(fact, (_key, value: unknown) => (typeof value === "string" ? mend(value) : value))
  return JSON.parse(text) as OrderFact
}

/**
 * Stores many orders of which none may be known yet, in the time it takes to copy them: COPY into a temporary table (into
 * "Order" itself PostgreSQL refuses it, for its row-level security), then one INSERT. Orders that are known already are
 * left as they are. Returns the gids of those that were new.
 */
export async function copyNewOrders(tx: Tx, shop: string, incoming: WrittenOrder[]): Promise<Set<string>> {
  if (incoming.length === 0) return new Set()
  const vault = await vaultOf(shop)
  await tx.query(STAGING)
  const rows = incoming.map((order) => rowOf(order, vault.blindIndex("email", order.email)))
  await pipeline(Readable.from(inPieces(rows)), tx.query(copyFrom(`COPY incoming_order FROM STDIN`)))
  const { rows: exceptions } = await tx.query<{ merges: boolean; forgotten: boolean }>(
    `SELECT EXISTS (SELECT FROM "CustomerMerge" WHERE "shop" = $1) AS merges,
       EXISTS (SELECT FROM "PrivacyRequest" WHERE "shop" = $1 AND "kind" = 'redact') AS forgotten`,
    [shop],
  )
  const owner = exceptions[0]?.merges ? ownerSql('r."customerId"') : 'r."customerId"'
  const emailIndex = exceptions[0]?.forgotten ? KEPT_INDEX_SQL : `decode(r."emailIndex", 'hex')`
  const { rows: added } = await tx.query<{ orderId: string }>({
    text: `INSERT INTO "Order" ("shop", "orderId", "name", "customerId", "emailIndex", "currency", "totalMinor",
         "financialStatus", "processedAt", "fact", "factAt", "factHash")
       SELECT $1, r."orderId", r."name", ${owner}, ${emailIndex}, r."currency", r."totalMinor", r."financialStatus",
         r."processedAt", r."fact", r."factAt", r."factHash"
       FROM incoming_order AS r ORDER BY r."orderId" ON CONFLICT DO NOTHING RETURNING "orderId"`,
    values: [shop],
  })
  return new Set(added.map((row) => row.orderId))
}

const STAGING = `CREATE TEMPORARY TABLE IF NOT EXISTS incoming_order ("orderId" text, "name" text, "customerId" text,
  "emailIndex" text, "currency" text, "totalMinor" bigint, "financialStatus" text, "processedAt" timestamptz, "fact" jsonb,
  "factAt" timestamptz, "factHash" text) ON COMMIT DELETE ROWS`

function rowOf({ fact, json, factHash }: WrittenOrder, emailIndex: Buffer | null): string {
  const fields = [
    escaped(fact.id),
    escaped(fact.name),
    fact.customerId === null ? "\\N" : escaped(fact.customerId),
    emailIndex === null ? "\\N" : emailIndex.toString("hex"),
    fact.currency,
    String(fact.totalMinor),
    fact.financialStatus,
    fact.processedAt,
    escaped(json),
    fact.updatedAt,
    factHash,
  ]
  return `${fields.join("\t")}\n`
}

/** A field of COPY's text format. */
function escaped(text: string): string {
  if (!/[\\\n\r\t]/.test(text)) return text
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t")
}

const PIECE = 200

function* inPieces(rows: string[]): Generator<string> {
  for (let start = 0; start < rows.length; start += PIECE) yield rows.slice(start, start + PIECE).join("")
}
