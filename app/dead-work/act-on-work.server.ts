import { DEAD_WORK } from "#app/dead-work.server.ts"
import { inShop, shopDb, type Tx } from "#app/lib/db.server.ts"
import { currentTrace } from "#app/lib/trace.server.ts"
import type { WorkKind } from "#app/queue/work-source.server.ts"
import { type FailedWork, findWork } from "./list-work.server.ts"
import { readWorkId } from "./work-id.ts"

/** What a person decided about failed work. */
export const WORK_VERBS = ["retry", "discard", "bring_back"] as const
export type WorkVerb = (typeof WORK_VERBS)[number]

/** `gone`: ids that name no failed work of this shop any more (done meanwhile, discarded by somebody else, or not theirs). */
export type WorkOutcome = { done: string[]; gone: string[] }

/** Work that was set aside, by whom, and what was wrong with it then. */
export type DiscardedWork = Pick<FailedWork, "id" | "kind" | "what" | "about"> & {
  error: string | null
  at: string
  staff: string
}

/**
 * Does `verb` with each of `ids`, one transaction each, and keeps who did it. Ids of other shops are `gone`: they are only
 * looked for among this shop's rows.
 */
export async function actOnWork(shop: string, staff: string, verb: WorkVerb, ids: string[]): Promise<WorkOutcome> {
  const outcome: WorkOutcome = { done: [], gone: [] }
  for (const id of [...new Set(ids)]) {
    const did = await inShop(shop, (tx) =>
      verb === "bring_back" ? bringBack(tx, shop, staff, id) : act(tx, shop, staff, verb, id),
    )
    outcome[did ? "done" : "gone"].push(id)
  }
  return outcome
}

async function act(tx: Tx, shop: string, staff: string, verb: "retry" | "discard", id: string): Promise<boolean> {
  const named = readWorkId(id, DEAD_WORK)
  const work = await findWork(shop, id, tx)
  if (!named || !work || !(await named.source[verb](tx, shop, named.key))) return false
  await keep(tx, shop, staff, verb === "retry" ? "retried" : "discarded", work)
  return true
}

async function bringBack(tx: Tx, shop: string, staff: string, id: string): Promise<boolean> {
  const named = readWorkId(id, DEAD_WORK)
  if (!named) return false
  const { rows } = await tx.query<Kept>(
    `UPDATE "WorkAction" SET "open" = false WHERE "shop" = $1 AND "workId" = $2 AND "open"
     RETURNING "workId" AS "id", "kind", "what", "about", "error"`,
    [shop, id],
  )
  if (!rows[0] || !(await named.source.bringBack(tx, shop, named.key))) return false
  await keep(tx, shop, staff, "brought_back", rows[0])
  return true
}

type Kept = { id: string; kind: WorkKind; what: string | null; about: string | null; error: string | null }

async function keep(tx: Tx, shop: string, staff: string, action: string, work: Kept): Promise<void> {
  if (action === "discarded")
    await tx.query(`UPDATE "WorkAction" SET "open" = false WHERE "shop" = $1 AND "workId" = $2 AND "open"`, [
      shop,
      work.id,
    ])
  await tx.query(
    `INSERT INTO "WorkAction" ("shop", "staff", "action", "workId", "kind", "what", "about", "error", "trace", "open")
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $3 = 'discarded')`,
    [shop, staff, action, work.id, work.kind, work.what, work.about, work.error, currentTrace() ?? null],
  )
}

/** What was discarded and not brought back, the latest first; `after` is the `next` of the page before. */
export async function listDiscarded(
  shop: string,
  { kinds, after, limit }: { kinds: readonly WorkKind[] | null; after: string | null; limit: number },
): Promise<{ rows: DiscardedWork[]; next: string | null }> {
  const place = /^\d{1,18}$/.test(after ?? "") ? after : null
  const { rows } = await shopDb(shop).query<Omit<DiscardedWork, "at"> & { at: Date; place: number }>(
    `SELECT "id" AS "place", "workId" AS "id", "kind", "what", "about", "error", "at", "staff" FROM "WorkAction"
     WHERE "shop" = $1 AND "open" AND ($2::bigint IS NULL OR "id" < $2) AND ($3::text[] IS NULL OR "kind" = ANY($3))
     ORDER BY "id" DESC LIMIT $4`,
    [shop, place, kinds, limit + 1],
  )
  const shown = rows.slice(0, limit)
  return {
    rows: shown.map(({ place: _place, at, ...row }) => ({ ...row, at: at.toISOString() })),
    next: rows.length > limit ? String(shown.at(-1)?.place) : null,
  }
}

/** Who did what about one piece of work, the latest first. */
export async function listActions(shop: string, id: string): Promise<{ action: string; staff: string; at: string }[]> {
  const { rows } = await shopDb(shop).query<{ action: string; staff: string; at: Date }>(
    `SELECT "action", "staff", "at" FROM "WorkAction" WHERE "shop" = $1 AND "workId" = $2 ORDER BY "id" DESC LIMIT 20`,
    [shop, id],
  )
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}
