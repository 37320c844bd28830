import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { afterEach, expect, test } from "vitest"
import { JOBS } from "#app/jobs.server.ts"
import { acrossShops, inTransactionAcrossShops } from "#app/lib/db.server.ts"
import { installShop } from "#tests/support/known-shop.ts"
import { publishRules, simpleRules } from "#tests/support/loyalty-shop.ts"
import { readSample, toWire } from "#tests/support/webhook-samples.ts"
import { wake } from "./wake.server.ts"
import { startWorker } from "./worker.server.ts"

const databaseUrl = process.env.DATABASE_URL as string
let killed: ChildProcess | null = null

afterEach(() => {
  killed?.kill("SIGKILL")
  killed = null
})

/** A worker in a process of its own, as `npm run worker` starts it. */
function spawnWorker(): ChildProcess {
  const variables = {
    SHOPIFY_API_KEY: "key",
    SHOPIFY_API_SECRET: "secret",
    SHOPIFY_APP_URL: "http://127.0.0.1:4001",
    LOG_LEVEL: "silent",
  }
  return spawn(process.execPath, ["app/worker.ts"], {
    env: { ...process.env, ...variables, DATABASE_URL: databaseUrl },
    stdio: "ignore",
  })
}

async function until(what: string, holds: () => Promise<boolean>, timeoutMs: number): Promise<number> {
  const startedAt = performance.now()
  while (performance.now() - startedAt < timeoutMs) {
    if (await holds()) return performance.now() - startedAt
    await sleep(50)
  }
  throw new Error(`never: ${what}`)
}

async function shopWithOrders(shop: string, count: number): Promise<void> {
  await installShop(shop, { currency: "EUR" })
  await publishRules(shop, simpleRules(), new Date("2020-01-01T00:00:00Z"))
  const orders = Array.from({ length: count }, (_, index) =>
    toWire({
      ...readSample("orders/paid"),
      id: String(1000 + index),
      admin_graphql_api_id: `gid://shopify/Order/${1000 + index}`,
      test: false,
      cancelled_at: null,
      financial_status: "paid",
      currency: "EUR",
    }),
  )
  await acrossShops().query(
    `INSERT INTO "WebhookEvent" ("shop", "topic", "dedupKey", "apiVersion", "body")
     SELECT $1, 'orders/paid', place::text, '2026-07', convert_to(body, 'UTF8')
     FROM unnest($2::text[]) WITH ORDINALITY AS o(body, place)`,
    [shop, orders],
  )
}

const allDone = (shop: string) => async () => {
  const { rows } = await acrossShops().query(
    `SELECT count(*) FILTER (WHERE "state" = 'done') = count(*) AS done FROM "WebhookEvent" WHERE "shop" = $1`,
    [shop],
  )
  return rows[0].done === true
}

async function pointsOf(shop: string): Promise<number> {
  const { rows } = await acrossShops().query(
    `SELECT sum("available" + "pending")::bigint AS points FROM "PointsAccount" WHERE "shop" = $1`,
    [shop],
  )
  return rows[0].points
}

test("a worker killed in the middle of a batch: another takes over within fifteen seconds, nothing lost or doubled", async () => {
  const shop = "killed.myshopify.com"
  await shopWithOrders(shop, 80)
  const brake = new pg.Client({ connectionString: databaseUrl })
  await brake.connect()
  // The batch needs a lock on each order before it writes; holding one keeps the worker in the middle of its work.
  await brake.query(`SELECT pg_advisory_lock(hashtextextended('order ' || $1 || ' gid://shopify/Order/1040', 0))`, [
    shop,
  ])
  killed = spawnWorker()
  const blocked = async () => {
    const { rows } = await acrossShops().query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory' AND query LIKE '%pg_advisory_xact_lock(key)%'`,
    )
    return rows.length > 0
  }
  await until("the worker is in the middle of a batch", blocked, 20_000)
  killed.kill("SIGKILL")
  await once(killed, "exit")
  await brake.end()

  const worker = await startWorker(databaseUrl, JOBS)
  const tookMs = await until("another worker has done it", allDone(shop), 15_000)
  expect(tookMs).toBeLessThan(15_000)
  expect(await pointsOf(shop)).toBe(80 * 414)
  const nobodysJobs = async () => {
    const { rows } = await acrossShops().query(
      `SELECT count(*) AS n FROM graphile_worker.jobs WHERE locked_at < now() - interval '1 second'`,
    )
    return rows[0].n === 0
  }
  await until("no job stays locked by the dead worker", nobodysJobs, 15_000)
  await worker.stop()
})

test("a worker that is asked to stop ends between two batches, and the next one goes on from there", async () => {
  const shop = "stopped.myshopify.com"
  await shopWithOrders(shop, 400)
  const first = await startWorker(databaseUrl, JOBS)
  const started = async () => {
    const { rows } = await acrossShops().query(
      `SELECT 1 FROM "WebhookEvent" WHERE "shop" = $1 AND "state" = 'done' LIMIT 1`,
      [shop],
    )
    return rows.length > 0
  }
  await until("the first batch is done", started, 15_000)
  await first.stop()
  const second = await startWorker(databaseUrl, JOBS)
  await until("the second worker has done the rest", allDone(shop), 20_000)
  await second.stop()
  expect(await pointsOf(shop)).toBe(400 * 414)
})

test("a wake that is rolled back wakes nobody, and many wakes of one job collapse", async () => {
  await acrossShops().query(`DELETE FROM graphile_worker._private_jobs`)
  const undone = inTransactionAcrossShops(async (tx) => {
    await wake(tx, "release_due")
    throw new Error("undone")
  })
  await expect(undone).rejects.toThrow("undone")
  for (let times = 0; times < 5; times += 1) await wake(acrossShops(), "review_due")
  const { rows } = await acrossShops().query(`SELECT task_identifier FROM graphile_worker.jobs`)
  expect(rows).toEqual([{ task_identifier: "review_due" }])
})

test("two transactions that wake the same job do not wait for each other", async () => {
  await inTransactionAcrossShops(async (one) => {
    await wake(one, "sync_members")
    await inTransactionAcrossShops(async (other) => {
      await other.query("SET LOCAL lock_timeout = '500ms'")
      await wake(other, "sync_members")
    })
  })
  const { rows } = await acrossShops().query(
    `SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'sync_members'`,
  )
  expect(rows).toHaveLength(2)
})
