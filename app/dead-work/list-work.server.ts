import { DEAD_WORK } from "#app/dead-work.server.ts"
import { type Door, shopDb } from "#app/lib/db.server.ts"
import type { WorkKind, WorkSource } from "#app/queue/work-source.server.ts"
import { classifyFailure, type FailureClass } from "./failure-class.ts"
import { readWorkId, writeWorkId } from "./work-id.ts"

/** One piece of work that failed. Moments are ISO texts; `nextTryAt` null: nobody tries it again by itself. */
export type FailedWork = {
  id: string
  kind: WorkKind
  /** The topic, the order's name or the job, when there is one. */
  what: string | null
  /** The gid it is about. */
  about: string | null
  since: string
  tries: number
  nextTryAt: string | null
  error: string
  failureClass: FailureClass
  /** What `npm run regulars -- trace` takes. */
  trace: string | null
}

type Row = {
  key: string
  what: string | null
  about: string | null
  since: Date
  tries: number
  nextTryAt: Date | null
  error: string | null
  trace: string | null
}

const COLUMNS = `w."key"::text AS "key", w."what", w."about", w."since", w."tries", w."nextTryAt", w."error", w."trace"`
/** Beyond it nobody counts: "more than a thousand" says enough. */
const MOST_COUNTED = 1000

/** Failed work of a shop, the newest first; `after` is the `next` of the page before. */
export async function listWork(
  shop: string,
  query: { kinds: readonly WorkKind[] | null; after: string | null; limit: number },
): Promise<{ rows: FailedWork[]; next: string | null }> {
  const after = readPlace(query.after)
  const found: FailedWork[] = []
  for (const source of DEAD_WORK.filter((one) => query.kinds === null || query.kinds.includes(one.kind)))
    found.push(...(await listOne(shop, source, after, query.limit + 1)))
  // Each source comes in the order of its own keys; sorting is stable and keeps it.
  found.sort((a, b) => (a.since === b.since ? compare(a.kind, b.kind) : compare(b.since, a.since)))
  const rows = found.slice(0, query.limit)
  const last = rows.at(-1)
  return { rows, next: last && found.length > query.limit ? `${last.since} ${last.id}` : null }
}

/** One piece of failed work; null when there is none (any more) by this id in this shop. */
export async function findWork(shop: string, id: string, door: Door = shopDb(shop)): Promise<FailedWork | null> {
  const named = readWorkId(id, DEAD_WORK)
  if (!named) return null
  const { source, key } = named
  const { where, values } = ofShop(source, shop)
  values.push(key)
  const { rows } = await door.query<Row>(
    `SELECT ${COLUMNS} FROM (${source.rows}) AS w WHERE ${where} AND w."key" = $${values.length}::${source.keyType}`,
    values,
  )
  return rows[0] ? toWork(source, rows[0]) : null
}

/** How much failed work of each kind a shop has, kinds without any left out; none counts further than MOST_COUNTED. */
export async function countWork(shop: string): Promise<{ kind: WorkKind; count: number }[]> {
  const counts: { kind: WorkKind; count: number }[] = []
  for (const source of DEAD_WORK) {
    const { where, values } = ofShop(source, shop)
    const { rows } = await shopDb(shop).query<{ count: number }>(
      `SELECT count(*)::int AS count FROM (SELECT FROM (${source.rows}) AS w WHERE ${where} LIMIT ${MOST_COUNTED}) AS few`,
      values,
    )
    if (rows[0]?.count) counts.push({ kind: source.kind, count: rows[0].count })
  }
  return counts
}

async function listOne(shop: string, source: WorkSource, after: Place | null, limit: number): Promise<FailedWork[]> {
  const { where, values } = ofShop(source, shop)
  const beyond = after ? placedAfter(source, after, values) : "true"
  const { rows } = await shopDb(shop).query<Row>(
    `SELECT ${COLUMNS} FROM (${source.rows}) AS w WHERE ${where} AND ${beyond}
     ORDER BY w."since" DESC, w."key" LIMIT ${limit}`,
    values,
  )
  return rows.map((row) => toWork(source, row))
}

function ofShop(source: WorkSource, shop: string): { where: string; values: unknown[] } {
  return source.ofAllShops ? { where: "true", values: [] } : { where: `w."shop" = $1`, values: [shop] }
}

type Place = { since: Date; source: WorkSource; key: string }

function readPlace(text: string | null): Place | null {
  const [moment = "", id = "", ...rest] = (text ?? "").slice(0, 300).split(" ")
  const since = new Date(moment)
  const named = readWorkId(id, DEAD_WORK)
  return named && rest.length === 0 && !Number.isNaN(since.getTime()) ? { since, ...named } : null
}

/** SQL that is true for rows of `source` behind the place: older, or as old and later in the order of kinds and keys. */
function placedAfter(source: WorkSource, { since, source: placed, key }: Place, values: unknown[]): string {
  values.push(since)
  const at = `$${values.length}::timestamptz`
  if (source.kind !== placed.kind) return `w."since" ${source.kind > placed.kind ? "<=" : "<"} ${at}`
  values.push(key)
  return `(w."since" < ${at} OR (w."since" = ${at} AND w."key" > $${values.length}::${source.keyType}))`
}

function toWork(source: WorkSource, row: Row): FailedWork {
  const error = row.error ?? "no reason was kept"
  return {
    id: writeWorkId(source, row.key),
    kind: source.kind,
    what: row.what,
    about: row.about,
    since: row.since.toISOString(),
    tries: row.tries,
    nextTryAt: row.nextTryAt?.toISOString() ?? null,
    error,
    failureClass: classifyFailure(error),
    trace: row.trace ?? row.about,
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
