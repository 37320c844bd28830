import { readFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { signProxyQuery } from "#app/shopify/proxy-signature.server.ts"
import { USER_AGENT } from "#tests/support/browser.ts"
import type { World } from "../../bin/demo/start-world.ts"
import { token } from "./admin-attacks.ts"
import type { Target } from "./attack.ts"
import { createRandom } from "./random.ts"
import { deliverHonestly } from "./target.ts"

/** What must be true when it is over. Each returns what is wrong, in words; nothing: all is well. */

/** Outboxes and tokens follow Shopify's time, not ours. */
const RESTLESS = new Set(["MemberSync", "ShopMetafield", "Session", "RateLimit"])
const WORK_PATIENCE_MS = 240_000

/** A fingerprint of everything the database holds of a shop, by table. */
export async function fingerprint(world: World, shop: string): Promise<Map<string, string>> {
  return ask(world, async (client) => {
    const { rows } = await client.query<{ table_name: string }>(
      `SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'shop' ORDER BY 1`,
    )
    const prints = new Map<string, string>()
    for (const { table_name: table } of rows.filter((row) => !RESTLESS.has(row.table_name))) {
      const held = await client.query<{ n: string; print: string }>(
        `SELECT count(*) AS n, md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS print FROM "${table}" t WHERE shop = $1`,
        [shop],
      )
      prints.set(table, `${held.rows[0]?.n} rows ${held.rows[0]?.print}`)
    }
    return prints
  })
}

export function differences(before: Map<string, string>, after: Map<string, string>): string[] {
  const changed = [...after].filter(([table, print]) => before.get(table) !== print)
  return changed.map(([table, print]) => `${table} of the other shop changed: ${before.get(table)} → ${print}`)
}

/**
 * Waits until the worker has nothing due, then tells of events that it stumbled over. A payload that says nothing is no
 * stumbling: it is given up at the first look, in words, for a person to see.
 */
export async function workedOff(world: World): Promise<{ faults: string[]; states: string[] }> {
  return ask(world, async (client) => {
    const until = Date.now() + WORK_PATIENCE_MS
    for (;;) {
      const { rows } = await client.query<{ due: number }>(
        `SELECT count(*)::int AS due FROM "WebhookEvent" WHERE state = 'stored' AND attempts = 0 AND "nextTryAt" <= clock_timestamp()`,
      )
      if (rows[0]?.due === 0) break
      if (Date.now() > until) return { faults: [`${rows[0]?.due} events were not worked off`], states: [] }
      await sleep(200)
    }
    const { rows } = await client.query<{
      state: string
      topic: string
      error: string | null
      n: number
      body: string
    }>(
      `SELECT state, topic, error, count(*)::int AS n, min(id)::text AS body FROM "WebhookEvent"
       WHERE attempts > CASE state WHEN 'failed' THEN 1 ELSE 0 END OR error ~ '[a-z]Error\\M' GROUP BY 1, 2, 3 ORDER BY n DESC LIMIT 20`,
    )
    const states = await client.query<{ words: string }>(
      `SELECT count(*) || ' ' || state || coalesce(': ' || left(error, 70), '') AS words FROM "WebhookEvent"
       GROUP BY state, left(error, 70) ORDER BY count(*) DESC LIMIT 12`,
    )
    return {
      faults: rows.map((row) => `${row.n} × ${row.topic} ${row.state} (first: event ${row.body}): ${row.error}`),
      states: states.rows.map(({ words }) => words),
    }
  })
}

/** Honest visitors, right after: each is answered as if nothing had happened. */
export async function ordinaryLife(world: World, target: Target): Promise<string[]> {
  const faults: string[] = []
  const expectStatus = async (what: string, wanted: number, answered: Promise<number>) => {
    const status = await answered.catch((error: Error) => error.message)
    if (status !== wanted) faults.push(`${what} answered ${status} instead of ${wanted}`)
  }
  const headers = { "x-forwarded-for": "198.51.100.3", "user-agent": USER_AGENT }
  const get = async (path: string, more: Record<string, string> = {}) => {
    const answer = await fetch(`${world.appOrigin}${path}`, { headers: { ...headers, ...more }, redirect: "manual" })
    await answer.body?.cancel()
    return answer.status
  }
  const query = new URLSearchParams({ shop: target.shop, logged_in_customer_id: "42", path_prefix: "/apps/regulars" })
  query.set("timestamp", String(Math.floor(Date.now() / 1000)))
  query.set("signature", signProxyQuery(query, target.apiSecret))
  const bearer = token(target, createRandom(1, 1), { sub: "honest" })
  await expectStatus("/readyz", 200, get("/readyz"))
  await expectStatus("the landing page", 200, get("/"))
  await expectStatus("the panel", 200, get(`/storefront/summary?${query}`))
  await expectStatus(
    "the admin",
    200,
    get("/app/orders?_data=routes%2Fadmin%2Forders", { authorization: `Bearer ${bearer}` }),
  )
  await expectStatus(
    "a webhook",
    200,
    deliverHonestly(world.appOrigin, target, target.shop, "products/delete", '{"id":1}'),
  )
  return faults
}

/** The app must be the same process, and its log without errors. */
export function logFaults(world: World): string[] {
  const lines = readFileSync(join(world.folder, "app.log"), "utf8").split("\n").filter(Boolean)
  const errors = lines.filter(
    (line) =>
      !line.startsWith("{") ||
      (JSON.parse(line) as { level: number | string }).level === 50 ||
      /"level":"?(50|60|error|fatal)/.test(line),
  )
  return errors.length > 0
    ? [
        `${errors.length} lines of the log tell of errors; the first: ${[...new Set(errors)].slice(0, 6).join("\n    ").slice(0, 4000)}`,
      ]
    : []
}

async function ask<T>(world: World, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: world.databaseUrl, options: "-c regulars.shop=*" })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
