import type { Difference } from "./differences.ts"
import type { FaultWorld } from "./fault-world.ts"

const MOST_SHOWN = 10

/** Rows that must not be there when everything has come to rest, each with what it would mean. */
const LEFTOVERS: { what: string; sql: string }[] = [
  {
    what: "webhooks stored or failed",
    sql: `SELECT "id", "topic", "state", "attempts", "error" FROM "WebhookEvent" WHERE "state" NOT IN ('done', 'ignored')`,
  },
  {
    what: "webhooks ignored that say something",
    sql: `SELECT "id", "topic", "error" FROM "WebhookEvent"
      WHERE "state" = 'ignored' AND "error" NOT LIKE 'nothing follows from %'`,
  },
  { what: "orders in doubt", sql: `SELECT "orderId", "doubtfulError" FROM "Order" WHERE "doubtfulSince" IS NOT NULL` },
  { what: "settlements owed", sql: `SELECT "orderId", "owedSince", "tries" FROM "OwedSettlement"` },
  {
    what: "points that still wait",
    sql: `SELECT "orderId", "pending", "releaseAt" FROM "OrderPoints" WHERE "pending" > 0`,
  },
  {
    what: "jobs locked by nobody alive",
    sql: `SELECT "id", "task_identifier", "locked_by", "locked_at" FROM graphile_worker.jobs
      WHERE "locked_at" < now() - interval '20 seconds'`,
  },
  {
    what: "jobs that failed",
    sql: `SELECT "id", "task_identifier", "last_error" FROM graphile_worker.jobs WHERE "last_error" IS NOT NULL`,
  },
  {
    what: "transactions left open",
    sql: `SELECT pid, state, left(query, 200) AS query FROM pg_stat_activity
      WHERE datname = current_database() AND state LIKE 'idle in transaction%' AND state_change < now() - interval '5 seconds'`,
  },
]

export async function findLeftovers(world: FaultWorld): Promise<Difference[]> {
  const found: Difference[] = []
  for (const { what, sql } of LEFTOVERS) {
    const { rows } = await world.database.query(sql)
    if (rows.length === 0) continue
    found.push({
      subject: `${rows.length} ${what}`,
      expected: "none",
      found: JSON.stringify(rows.slice(0, MOST_SHOWN)),
    })
  }
  const { verify } = await import("#app/loyalty/verify.server.ts")
  const verified = await verify(world.shop, world.simulator.context.clock.now())
  for (const difference of verified.differences.slice(0, MOST_SHOWN))
    found.push({
      subject: `verify, promise ${difference.promise}: ${difference.subject}`,
      expected: "the promise kept",
      found: difference.words,
    })
  for (const complaint of world.crew.complaints().slice(0, MOST_SHOWN))
    found.push({ subject: "the log of a process", expected: "no error", found: complaint })
  return found
}
