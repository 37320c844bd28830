import { DEAD_WORK } from "#app/dead-work.server.ts"
import { log } from "#app/lib/log.server.ts"
import { metrics } from "#app/lib/metrics.server.ts"
import { plainError } from "#app/lib/plain-error.ts"
import type { WorkSource } from "#app/queue/work-source.server.ts"
import { WAITING } from "./waiting.ts"
import type { WatchDatabase } from "./watch-database.server.ts"

/**
 * What waits and what failed, asked of the database when somebody scrapes: never more often than every five seconds, and
 * nothing is counted beyond a hundred thousand (a scrape must not cost what the work costs).
 */
export type Backlog = { refresh: () => Promise<void> }

const MOST_COUNTED = 100_000
const FRESH_MS = 5_000
/** A shop whose first event is not due yet may have due ones behind it; shops beyond this many are not looked at. */
const MOST_SHOPS = 1_000

const EVENTS_SQL = `SELECT
  ${counted(`"WebhookEvent" WHERE "state" = 'stored' AND "nextTryAt" <= clock_timestamp()`)} AS due,
  ${counted(`"WebhookEvent" WHERE "state" = 'stored' AND "nextTryAt" > clock_timestamp()`)} AS later,
  ${counted(`"WebhookEvent" WHERE "state" = 'failed' AND "attempts" > 0`)} AS failed,
  (WITH RECURSIVE walk AS (
     (SELECT "shop", "nextTryAt", 1 AS place FROM "WebhookEvent" WHERE "state" = 'stored' ORDER BY "shop", "nextTryAt" LIMIT 1)
     UNION ALL
     SELECT next.*, walk.place + 1 FROM walk, LATERAL (
       SELECT "shop", "nextTryAt" FROM "WebhookEvent" WHERE "state" = 'stored' AND "shop" > walk."shop"
       ORDER BY "shop", "nextTryAt" LIMIT 1) AS next WHERE walk.place < ${MOST_SHOPS}
   )
   SELECT greatest(0, coalesce(extract(epoch FROM clock_timestamp() - min("nextTryAt")), 0))::float8 FROM walk) AS oldest`

export function createBacklog({ door }: WatchDatabase): Backlog {
  let askedAt = Number.NEGATIVE_INFINITY
  let asking: Promise<void> | null = null

  async function ask(): Promise<void> {
    try {
      await askEvents()
      for (const [what, rows] of Object.entries(WAITING)) metrics.waiting.set({ what }, await count(rows))
      for (const source of DEAD_WORK) metrics.failedWork.set({ kind: source.kind }, await count(failuresOf(source)))
      metrics.databaseUp.set(1)
    } catch (error) {
      log.warn({ error: plainError(error) }, "the backlog could not be counted")
      metrics.databaseUp.set(0)
    }
  }

  async function askEvents(): Promise<void> {
    const { rows } = await door.query<Record<"due" | "later" | "failed" | "oldest", number>>(EVENTS_SQL)
    const { due = 0, later = 0, failed = 0, oldest = 0 } = rows[0] ?? {}
    metrics.eventsWaiting.set({ state: "due" }, due)
    metrics.eventsWaiting.set({ state: "later" }, later)
    metrics.eventsWaiting.set({ state: "failed" }, failed)
    metrics.oldestEventSeconds.set(oldest)
  }

  async function count(from: string): Promise<number> {
    const { rows } = await door.query<{ count: number }>(`SELECT ${counted(from)} AS count`)
    return rows[0]?.count ?? 0
  }

  async function refresh(): Promise<void> {
    if (performance.now() - askedAt < FRESH_MS) return asking ?? undefined
    askedAt = performance.now()
    asking = ask().finally(() => {
      asking = null
    })
    return asking
  }

  return { refresh }
}

/** Of shops that left nothing is tried any more, so nothing of theirs fails. */
function failuresOf(source: WorkSource): string {
  const rows = `(${source.rows}) AS w`
  return source.ofAllShops ? rows : `${rows} JOIN "Shop" AS s ON s."shop" = w."shop" AND s."uninstalledAt" IS NULL`
}

function counted(from: string): string {
  return `(SELECT count(*)::int FROM (SELECT FROM ${from} LIMIT ${MOST_COUNTED}) AS counted)`
}
