import { afterAll, beforeAll, describe, expect, inject, test } from "vitest"
import { JOBS } from "#app/jobs.server.ts"
import { acrossShops, inShop, shopDb, shopDbTogether } from "#app/lib/db.server.ts"
import { openSimulatedAdmin, type SimulatedAdmin, useSimulatedAdmin } from "#tests/support/simulated-admin.ts"
import type { PlantedShop } from "#tests/tenancy/planted-shop.ts"
import { visitRoute } from "#tests/tenancy/visitor.ts"
import { listRoutes, VISITS, type Visit, type VisitedRoute } from "#tests/tenancy/visits.ts"
import { customerGid, emailOf, orderNameOf, seedBigShop } from "../../bench/big-shop.ts"
import { recordStatements, type Statement } from "./recorded-statements.ts"
import { type Scan, scansOf } from "./scans.ts"

/**
 * The plans of everything our pages ask of the database, read in a shop with thousands of rows: each table is entered by an
 * index, and a page looks at about as many rows as it shows, however many there are.
 */

const SHOP = "plans.myshopify.com"
const MEMBERS = 3_000
const ORDERS = 15_000
const EVENTS = 3_000
/** A page of 25 or 50, what belongs to its rows, and some to spare; a thousand would be a table that is walked. */
const MOST_ROWS = 400
/** Down an index and to a row's own block; the first time, some of the index's leaves beside. */
const BLOCKS_A_ROW = 5
const BLOCKS_TO_SPARE = 20

/** Figures over all members, on purpose: one index, no more rows than members. */
const OVER_ALL_MEMBERS = [/count\(\*\) AS members FROM "Member"/, /sum\("available"\).*FROM "PointsAccount"/s]

/** The months of what is owed: each is counted once, the running one for each look (liability.db.test.ts). */
const OVER_MONTHS = /AS m\(month, since, before\).*FROM "PointsEntry"/s

/** As many rows as there are jobs. */
const ALWAYS_SMALL = ["JobFailure"]

let admin: SimulatedAdmin

const subject: PlantedShop = {
  shop: SHOP,
  mark: "Number 7",
  customerId: customerGid(7),
  orderId: "gid://shopify/Order/5000000000007",
  doubtfulId: "gid://shopify/Order/5000000000008",
  email: emailOf(7),
  orderName: orderNameOf(7),
  requestIds: [],
  rewardId: "11111111-1111-4111-8111-111111111111",
  redemptionId: "22222222-2222-4222-8222-222222222222",
}

beforeAll(async () => {
  admin = await openSimulatedAdmin()
  useSimulatedAdmin(admin)
  const url = new URL(inject("adminUrl"))
  url.pathname = new URL(process.env.DATABASE_URL as string).pathname
  await seedBigShop(url.href, { shop: SHOP, members: MEMBERS, orders: ORDERS, newestAt: new Date() })
  await acrossShops().query(
    `INSERT INTO "WebhookEvent" ("shop", "topic", "dedupKey", "apiVersion", "body", "state", "doneAt")
     SELECT $1, 'orders/paid', n::text, '2026-07', '{}', 'done', now() FROM generate_series(1, $2) AS n`,
    [SHOP, EVENTS],
  )
  await acrossShops().query(`ANALYZE "WebhookEvent"`)
  admin.install(SHOP)
})

afterAll(() => admin.close())

const pages = listRoutes().filter(({ path }) => /^\/(app|storefront)/.test(path))

/** What only a shop with many rows is asked: the names that stand last in the index of names. */
const LATE: Record<string, Visit[]> = { "routes/admin/orders.tsx": [{ query: { q: "99" } }] }

test("whatever way a statement is sent, it is recorded", async () => {
  const asked = await recordStatements(async () => {
    await shopDb(SHOP).query("SELECT $1 AS alone", ["a"])
    const together = shopDbTogether(SHOP)
    await Promise.all([together.query("SELECT 1 AS first"), together.query("SELECT 2 AS second")])
    await inShop(SHOP, (tx) => tx.query("SELECT 3 AS inside"))
  })
  const selected = asked.filter(({ text }) => text.startsWith("SELECT"))
  expect(selected.map(({ text, values }) => [text, ...values])).toEqual([
    ["SELECT $1 AS alone", "a"],
    ["SELECT 1 AS first"],
    ["SELECT 2 AS second"],
    ["SELECT 3 AS inside"],
  ])
})

describe.each(pages)("$path", (route) => {
  test("reads each table by an index, and about as many rows as it shows", async () => {
    const visits = [...(VISITS[route.file]?.(subject) ?? []), ...(LATE[route.file] ?? [])]
    for (const visit of visits.filter((one) => !one.form))
      for (const statement of await readsOf(route, visit)) await expectIndexed(statement)
  })
})

async function readsOf(route: VisitedRoute, visit: Visit): Promise<Statement[]> {
  let told = ""
  const asked = await recordStatements(async () => {
    told = await visitRoute(route, visit, { admin, shop: SHOP, customerId: subject.customerId })
  })
  expect(told, "no fault of ours").not.toMatch(/"?error"?:? *syntax|Error:/)
  return asked.filter(isRead)
}

test.each(JOBS.filter((job) => job.due !== null))("whether $name is due is asked of an index", async ({ due }) => {
  const { rows } = await acrossShops().query(
    `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) SELECT ${due} AS due, $1::timestamptz`,
    [new Date()],
  )
  const plan = JSON.stringify(rows[0]["QUERY PLAN"])
  const looked = [...plan.matchAll(/"Rows Removed by Filter":(\d+)/g)].map((match) => Number(match[1]))
  expect(Math.max(0, ...looked), plan).toBeLessThan(MOST_ROWS)
})

const isWhole = ({ table, scan }: Scan) => scan === "Seq Scan" && !ALWAYS_SMALL.includes(table)

/** It began elsewhere in the index than where its rows are, and passed over what lies between. */
const isAstray = ({ rowsLookedAt, loops, blocks }: Scan) =>
  blocks > BLOCKS_TO_SPARE + BLOCKS_A_ROW * Math.max(rowsLookedAt, loops)

const isRead = ({ text }: Statement) =>
  /^\s*(SELECT|WITH)\b/.test(text) && !/\b(INSERT INTO|UPDATE "|DELETE FROM)/.test(text)

async function expectIndexed(statement: Statement): Promise<void> {
  const ofAll = OVER_ALL_MEMBERS.some((known) => known.test(statement.text))
  const most = ofAll ? MEMBERS : OVER_MONTHS.test(statement.text) ? ORDERS : MOST_ROWS
  const scans = await scansOf(shopDb(SHOP), statement)
  expect(
    scans.filter((scan) => scan.rowsLookedAt > most || isAstray(scan)),
    statement.text,
  ).toEqual([])
  // As the planner would in tables of any size: what is read whole then has no index it could use.
  const unindexed = await inShop(SHOP, async (tx) => {
    await tx.query("SET LOCAL enable_seqscan = off")
    return (await scansOf(tx, statement)).filter(isWhole)
  })
  expect(unindexed, statement.text).toEqual([])
}
