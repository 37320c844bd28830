import type { Frame } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { LOCALES, type Locale } from "#app/i18n/locales.ts"
import { translator } from "#app/i18n/translate.ts"
import { openShop } from "../../bin/demo/scenario.ts"
import { type Deed, deedsOf } from "./admin/deeds.ts"
import { type Filled, fillShop } from "./admin/fill-shop.ts"
import { DESKTOP, type Merchants, newFaults, openMerchants, PHONE, standing } from "./admin/merchants.ts"
import { PAGES } from "./admin/pages.ts"
import { follow } from "./admin/shopify-refuses.ts"
import { comesToRest, isBusy, type SlowWindow, shiftsIn, slowDown, watchShifts } from "./admin/slow.ts"
import { type OpenWorld, openWorld } from "./open-world.ts"

// Every page of the admin when each answer takes two seconds: who waits is told so, nothing jumps, and whoever clicks again
// sends nothing twice.

let open: OpenWorld
let shop: Filled
let merchants: Merchants

/** So soon it must be told that something is on its way. */
const SOON_MS = 500

beforeAll(async () => {
  open = await openWorld()
  await openShop(open.world, "today")
  shop = await fillShop(open.world)
  merchants = await openMerchants(open)
})

afterAll(() => open?.close())

test("a page that is long in coming: the one before stays, is busy, and the new one stands at once", async () => {
  const pages = Object.values(PAGES).flatMap((page) => (page.breaks === false ? [] : page.filled(shop).slice(0, 1)))
  const faults: string[] = []
  const begun = LOCALES.map(async (locale) => [locale, await merchants.visit(locale, "/members?sort=oldest")] as const)
  const frames = new Map(await Promise.all(begun))
  const slow = await Promise.all(LOCALES.map((locale) => slowDown(merchants.of(locale).page, open.world)))
  for (const size of [DESKTOP, PHONE]) {
    for (const locale of LOCALES) await merchants.of(locale).page.setViewportSize(size)
    faults.push(...(await merchants.inTurn(pages, (path, locale) => come(path, locale, frames.get(locale) as Frame))))
  }
  await Promise.all(slow.map((window) => window.end()))
  expect(faults).toEqual([])

  /** Goes on to a page from the one before. */
  async function come(path: string, locale: Locale, frame: Frame): Promise<string[]> {
    const visitor = merchants.of(locale)
    const before = await frame.locator("h1").first().innerText()
    await watchShifts(frame)
    await follow(frame, path)
    await visitor.page.waitForTimeout(SOON_MS)
    const found = [
      ...((await isBusy(visitor.page, frame)) ? [] : ["nothing says that it is on its way"]),
      ...((await frame.locator("h1").first().innerText()) === before ? [] : ["the page before is gone at once"]),
    ]
    const window = slow[LOCALES.indexOf(locale)] as SlowWindow
    await window.quiet()
    await standing(visitor, path)
    if (!(await comesToRest(visitor.page, frame, window))) found.push("is still busy when all has come")
    if (new URL(frame.url()).pathname !== `/app${path}`) found.push(`came to ${frame.url()}`)
    found.push(...(await shiftsIn(frame)), ...newFaults(visitor, null))
    return found.map((fault) => `${locale} ${path || "/"}: ${fault}`)
  }
})

test("a list that is long in coming keeps its rows' places, and says that it loads", async () => {
  const lists = ["/members?sort=oldest", "/orders?sort=oldest", "/work?kind=event"]
  const faults = await merchants.inTurn(lists, async (path, locale) => {
    const found: string[] = []
    for (const size of [DESKTOP, PHONE]) found.push(...(await narrow(path, locale, size)))
    return found
  })
  expect(faults).toEqual([])
})

async function narrow(path: string, locale: Locale, size: { width: number; height: number }): Promise<string[]> {
  const visitor = merchants.of(locale)
  await visitor.page.setViewportSize(size)
  const frame = await merchants.visit(locale, path.split("?")[0] as string)
  const places = () => rowPlaces(frame)
  const before = await places()
  const slow = await slowDown(visitor.page, open.world)
  await follow(frame, path)
  await visitor.page.waitForTimeout(SOON_MS)
  const said = await frame.getByText(translator(locale)("lists.loading")).count()
  const during = await places()
  await slow.quiet()
  await slow.end()
  return [
    ...(before.length === 0 ? ["has no rows"] : []),
    ...(said > 0 ? [] : ["does not say that it loads"]),
    ...(during.join() === before.join() ? [] : [`rows moved from ${before} to ${during}`]),
    ...newFaults(visitor, null),
  ].map((fault) => `${locale} ${path} at ${size.width}: ${fault}`)
}

/** Where each row of a list begins and how high it is, in whole pixels. */
function rowPlaces(frame: Frame): Promise<string[]> {
  return frame.locator(".Polaris-IndexTable__TableRow").evaluateAll((rows) =>
    rows.map((row) => {
      const { top, height } = row.getBoundingClientRect()
      return `${Math.round(top)}+${Math.round(height)}`
    }),
  )
}

test("whatever one does, it is seen to be under way, and a second and third click send nothing", async () => {
  const rows = deedsOf(shop)
  const found = LOCALES.map(async (locale, index) => {
    await merchants.of(locale).page.setViewportSize(DESKTOP)
    const faults: string[] = []
    for (const deed of rows[index] ?? []) faults.push(...(await act(deed, locale)))
    return faults
  })
  expect((await Promise.all(found)).flat()).toEqual([])
})

async function act({ name, at, press }: Deed, locale: Locale): Promise<string[]> {
  const visitor = merchants.of(locale)
  const { page } = visitor
  const frame = await merchants.visit(locale, at)
  const pressed = await press({ page, frame, t: translator(locale) })
  const slow = await slowDown(page, open.world)
  await pressed.dblclick()
  await page.waitForTimeout(SOON_MS)
  const busy = await isBusy(page, frame)
  await pressed.click({ force: true, timeout: 300 }).catch(() => {}) // it may be away, or refuse to be clicked
  await slow.quiet()
  const rests = await comesToRest(page, frame, slow)
  await slow.end()
  return [
    ...(rests ? [] : ["is still busy when all has come"]),
    ...(busy ? [] : ["nothing says that it is under way"]),
    ...(slow.sent.length === 1 ? [] : [`was sent ${slow.sent.length} times: ${slow.sent.join(", ")}`]),
    ...newFaults(visitor, null),
  ].map((fault) => `${locale} ${name}: ${fault}`)
}
