import { afterAll, beforeAll, describe, expect, inject, test } from "vitest"
import { JOBS } from "#app/jobs.server.ts"
import { acrossShops, inShop, shopDb } from "#app/lib/db.server.ts"
import { openSimulatedAdmin, type SimulatedAdmin, useSimulatedAdmin } from "#tests/support/simulated-admin.ts"
import type { PlantedShop } from "#tests/tenancy/planted-shop.ts"
import { visitRoute } from "#tests/tenancy/visitor.ts"
import { listRoutes, VISITS } from "#tests/tenancy/visits.ts"
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

/** Figures over all members, on purpose: one index, no more rows than members. */
const OVER_ALL_MEMBERS = [/count\(\*\) AS members FROM "Member"/, /sum\("available"\).*FROM "PointsAccount"/s]

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

describe.each(pages)("$path", (route) => {
  test("reads each table by an index, and about as many rows as it shows", async () => {
    for (const visit of (VISITS[route.file]?.(subject) ?? []).filter((one) => !one.form)) {
      const visitor = { admin, shop: SHOP, customerId: subject.customerId }
      let told = ""
      const asked = await recordStatements(async () => {
        told = await visitRoute(route, visit, visitor)
      })
      expect(told, "no fault of ours").not.toMatch(/"?error"?:? *syntax|Error:/)
      for (const statement of asked.filter(isRead)) await expectIndexed(statement)
    }
  })
})

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

const isRead = ({ text }: Statement) =>
  /^\s*(SELECT|WITH)\b/.test(text) && !/\b(INSERT INTO|UPDATE "|DELETE FROM)/.test(text)

async function expectIndexed(statement: Statement): Promise<void> {
  const ofAll = OVER_ALL_MEMBERS.some((known) => known.test(statement.text))
  const most = ofAll ? MEMBERS : MOST_ROWS
  const walked = (await scansOf(shopDb(SHOP), statement)).filter((scan) => scan.rowsLookedAt > most)
  expect(walked, statement.text).toEqual([])
  // As the planner would in tables of any size: what is read whole then has no index it could use.
  const unindexed = await inShop(SHOP, async (tx) => {
    await tx.query("SET LOCAL enable_seqscan = off")
    return (await scansOf(tx, statement)).filter(isWhole)
  })
  expect(unindexed, statement.text).toEqual([])
}
