import type { Frame } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { LOCALES } from "#app/i18n/locales.ts"
import { connectAcrossShops } from "#app/lib/scoped-statement.server.ts"
import { axeFaults } from "#tests/support/axe.ts"
import { listRoutes } from "#tests/tenancy/visits.ts"
import { openShop } from "../../bin/demo/scenario.ts"
import { adminAddress } from "../../bin/demo/world-file.ts"
import { type Filled, fillShop } from "./admin/fill-shop.ts"
import { focusFaults, headingFaults, layoutFaults, untranslated } from "./admin/inspect.ts"
import { PAGES, TABLES_TO_LOSE } from "./admin/pages.ts"
import { type OpenWorld, openWorld, type Visitor } from "./open-world.ts"

// Every page of the admin in every state, three languages, on the desktop and on the phone. The shop begins empty, is
// filled, and in the end its tables are taken away: each test goes on where the one before ended.

const DESKTOP = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }
const READY_MS = 30_000

let open: OpenWorld
let shop: Filled
const merchants = new Map<string, Visitor>()

beforeAll(async () => {
  open = await openWorld()
  await openShop(open.world, "today")
  for (const locale of LOCALES) merchants.set(locale, await open.visit(DESKTOP))
})

afterAll(() => open?.close())

const paths = (of: (page: (typeof PAGES)[string]) => string[] | undefined) =>
  Object.values(PAGES).flatMap((page) => of(page) ?? [])

/** Opens a page inside of Shopify's admin and waits until it stands. */
async function visit({ page }: Visitor, path: string, locale: string): Promise<Frame> {
  const address = new URL(adminAddress(open.world, path))
  address.searchParams.set("locale", locale)
  await page.goto(address.href)
  const frame = await (await page.waitForSelector("iframe")).contentFrame()
  if (!frame) throw new Error(`${path} has no frame`)
  await frame.waitForFunction(isReady, null, { timeout: READY_MS })
  return frame
}

/** Runs in the page: React has taken it over, and nothing that it says of itself is still on its way. */
function isReady(): boolean {
  const heading = document.querySelector("h1")
  const isTakenOver = Object.keys(heading ?? {}).some((key) => key.startsWith("__react"))
  const signs = [...document.querySelectorAll("[aria-busy=true], .Polaris-Spinner")]
  return isTakenOver && !signs.some((sign) => sign.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
}

/** One after the other in turn: enough where pages differ in nothing but their address. */
async function inspectInTurn(addresses: string[], expected: RegExp): Promise<string[]> {
  const mine = (index: number) => addresses.filter((_, position) => position % LOCALES.length === index)
  return (await Promise.all(LOCALES.map((locale, index) => inspectIn(locale, mine(index), expected)))).flat()
}

/** Everything that is wrong with these pages. Axe and the keyboard cost most: English shows the desktop, Bulgarian the phone. */
async function inspectAll(addresses: string[]): Promise<string[]> {
  return (await Promise.all(LOCALES.map((locale) => inspectIn(locale, addresses)))).flat()
}

async function inspectIn(locale: string, addresses: string[], expected: RegExp | null = null): Promise<string[]> {
  const visitor = merchants.get(locale) as Visitor
  const found: string[] = []
  for (const path of addresses) {
    const faults = await inspect(visitor, path, locale)
    const unexpected = visitor.faults.splice(0).filter((fault) => !expected?.test(fault))
    found.push(...[...faults, ...unexpected].map((fault) => `${locale} ${path || "/"}: ${fault}`))
  }
  return found
}

async function inspect(visitor: Visitor, path: string, locale: string): Promise<string[]> {
  const { page } = visitor
  await page.setViewportSize(DESKTOP)
  const frame = await visit(visitor, path, locale)
  const onDesktop = [
    ...(await untranslated(frame, locale)),
    ...(await headingFaults(frame)),
    ...(await layoutFaults(frame)),
    ...(locale === "en" ? [...(await axeFaults(page, "iframe")), ...(await focusFaults(page, frame))] : []),
  ]
  await page.setViewportSize(PHONE)
  await frame.waitForFunction((width) => window.innerWidth <= width, PHONE.width)
  const onPhone = [...(await layoutFaults(frame)), ...(locale === "bg" ? await axeFaults(page, "iframe") : [])]
  return [...onDesktop, ...onPhone.map((fault) => `phone: ${fault}`)]
}

test("every page of the admin has its visits", () => {
  const files = listRoutes().map(({ file }) => file)
  const pages = files.filter(
    (file) => file.startsWith("routes/admin/") && file.endsWith(".tsx") && file !== "routes/admin/layout.tsx",
  )
  expect(Object.keys(PAGES).sort()).toEqual(pages.sort())
})

test("a shop where nothing happened yet", async () => {
  expect(await inspectAll(paths((page) => page.empty))).toEqual([])
})

test("a shop with people, orders, a request for data and failed work", async () => {
  shop = await fillShop(open.world)
  expect(await inspectAll(paths((page) => page.filled(shop)))).toEqual([])
})

test("addresses of what does not exist", async () => {
  const expected = /^(HTTP 404: |console: Failed to load resource: .* 404 )/
  const missing = paths((page) => page.missing)
  expect(await inspectInTurn(missing, expected)).toEqual([])
})

test("pages that cannot be read, because the database fails", async () => {
  const expected = /^(HTTP 500: |console: Failed to load resource: .* 500 )/
  const client = await connectAcrossShops(open.world.databaseUrl)
  const rename = (from: string, to: string) =>
    client.query(TABLES_TO_LOSE.map((table) => `ALTER TABLE "${table}${from}" RENAME TO "${table}${to}"`).join(";"))
  await rename("", "Lost")
  try {
    const broken = paths((page) => (page.breaks === false ? [] : page.filled(shop).slice(0, 1)))
    expect(await inspectInTurn(broken, expected)).toEqual([])
    const frame = await visit(merchants.get("en") as Visitor, "/members", "en")
    expect(await frame.locator("body").innerText()).toContain("This did not work")
  } finally {
    await rename("Lost", "")
    await client.end()
  }
})
