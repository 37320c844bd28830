import { shopDb } from "#app/lib/db.server.ts"
import { prepared } from "#app/lib/prepared.server.ts"
import type { Entry } from "../ledger/entry.ts"
import { readNotes } from "./notes.server.ts"

/** A line of a statement. `sourceName`: the order's name ("#1001") when an order moved the points. */
export type StatementEntry = Omit<Entry, "key" | "inputHash" | "customerId"> & {
  sourceName: string | null
  /** What staff wrote; null: nothing, or it was erased. */
  reason: string | null
  /** When it was written into the book; `eventAt` is when it happened. */
  createdAt: Date
}

export type StatementPage = { entries: StatementEntry[]; next: number | null }

const PAGE_ENTRIES = 50
const BEYOND_ALL = 2_147_483_647

const STATEMENT = prepared(
  `SELECT e."version", e."code", e."delta", e."pendingDelta", e."debtDelta", e."availableAfter", e."pendingAfter",
     e."debtAfter", e."sourceType", e."sourceId", o."name" AS "sourceName", e."programmeVersion", e."basis",
     e."eventAt", e."createdAt"
   FROM "PointsEntry" e
   LEFT JOIN LATERAL (
     SELECT "name" FROM "Order" o
     WHERE e."sourceType" = 'order' AND o."shop" = e."shop" AND o."orderId" = e."sourceId" LIMIT 1) o ON true
   WHERE e."shop" = $1 AND e."customerId" = $2 AND e."version" < $3
   ORDER BY e."version" DESC LIMIT $4`,
)

/** A member's entries, the newest first; `before` is the `next` of the page before. */
export async function readStatement(
  shop: string,
  customerId: string,
  { before = null, limit = PAGE_ENTRIES }: { before?: number | null; limit?: number } = {},
): Promise<StatementPage> {
  const { rows } = await shopDb(shop).query<Omit<StatementEntry, "reason">>(
    STATEMENT([shop, customerId, before ?? BEYOND_ALL, limit + 1]),
  )
  const page = rows.slice(0, limit)
  const notes = await readNotes(shop, page.flatMap(noteOf))
  const entries = page.map((entry) => ({ ...entry, reason: notes.get(noteOf(entry)[0] ?? "") ?? null }))
  return { entries, next: rows.length > limit ? (entries.at(-1)?.version ?? null) : null }
}

function noteOf({ basis }: Pick<StatementEntry, "basis">): string[] {
  const { note } = basis as { note?: unknown }
  return typeof note === "string" ? [note] : []
}
