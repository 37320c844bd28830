import { afterAll, beforeAll, expect, test } from "vitest"
import { connectAcrossShops } from "#app/lib/scoped-statement.server.ts"
import { listRoutes } from "#tests/tenancy/visits.ts"
import { openShop } from "../../bin/demo/scenario.ts"
import { type Filled, fillShop } from "./admin/fill-shop.ts"
import { type Merchants, openMerchants } from "./admin/merchants.ts"
import { PAGES, TABLES_TO_LOSE } from "./admin/pages.ts"
import { type OpenWorld, openWorld } from "./open-world.ts"

// Every page of the admin in every state, three languages, on the desktop and on the phone. The shop begins empty, is
// filled, and in the end its tables are taken away: each test goes on where the one before ended.

let open: OpenWorld
let shop: Filled
let merchants: Merchants

beforeAll(async () => {
  open = await openWorld()
  await openShop(open.world, "today")
  merchants = await openMerchants(open)
})

afterAll(() => open?.close())

const paths = (of: (page: (typeof PAGES)[string]) => string[] | undefined) =>
  Object.values(PAGES).flatMap((page) => of(page) ?? [])

test("every page of the admin has its visits", () => {
  const files = listRoutes().map(({ file }) => file)
  const pages = files.filter(
    (file) => file.startsWith("routes/admin/") && file.endsWith(".tsx") && file !== "routes/admin/layout.tsx",
  )
  expect(Object.keys(PAGES).sort()).toEqual(pages.sort())
})

test("a shop where nothing happened yet", async () => {
  expect(await merchants.inspectAll(paths((page) => page.empty))).toEqual([])
})

test("a shop with people, orders, a request for data and failed work", async () => {
  shop = await fillShop(open.world)
  expect(await merchants.inspectAll(paths((page) => page.filled(shop)))).toEqual([])
})

test("addresses of what does not exist", async () => {
  const expected = /^(HTTP 404: |console: Failed to load resource: .* 404 )/
  const missing = paths((page) => page.missing)
  expect(await merchants.inspectInTurn(missing, expected)).toEqual([])
})

test("pages that cannot be read, because the database fails", async () => {
  const expected = /^(HTTP 500: |console: Failed to load resource: .* 500 )/
  const client = await connectAcrossShops(open.world.databaseUrl)
  const rename = (from: string, to: string) =>
    client.query(TABLES_TO_LOSE.map((table) => `ALTER TABLE "${table}${from}" RENAME TO "${table}${to}"`).join(";"))
  await rename("", "Lost")
  try {
    const broken = paths((page) => (page.breaks === false ? [] : page.filled(shop).slice(0, 1)))
    expect(await merchants.inspectInTurn(broken, expected)).toEqual([])
    const frame = await merchants.visit("en", "/members")
    expect(await frame.locator("body").innerText()).toContain("This did not work")
  } finally {
    await rename("Lost", "")
    await client.end()
  }
})
