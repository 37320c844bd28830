import { afterAll, beforeAll, expect, test } from "vitest"
import { LOCALES, type Locale } from "#app/i18n/locales.ts"
import { outsideWords } from "#app/i18n/outside-words.ts"
import { translator } from "#app/i18n/translate.ts"
import { axeFaults } from "#tests/support/axe.ts"
import { openShop, postJson } from "../../bin/demo/scenario.ts"
import { type Filled, fillShop } from "./admin/fill-shop.ts"
import { inspectPage, type Merchants, newFaults, openMerchants, standing } from "./admin/merchants.ts"
import { PAGES } from "./admin/pages.ts"
import { follow, launchAddress, whileSessionIsOver } from "./admin/shopify-refuses.ts"
import { type OpenWorld, openWorld } from "./open-world.ts"

// Every page of the admin when Shopify lets nobody in, or not far enough: it says why in the reader's language, and leads on.

const NEW_SHOP = "novo.myshopify.com"
const REFUSED = /^(HTTP 401: |console: Failed to load resource: .* 401 )/

let open: OpenWorld
let shop: Filled
let merchants: Merchants
let pages: string[]

beforeAll(async () => {
  open = await openWorld()
  await openShop(open.world, "today")
  shop = await fillShop(open.world)
  merchants = await openMerchants(open)
  // An address that leads nowhere asks nobody.
  pages = Object.values(PAGES).flatMap((page) => (page.breaks === false ? [] : page.filled(shop).slice(0, 1)))
})

afterAll(() => open?.close())

test("whose session is over learns it on every page, and opens the page again from there", async () => {
  const faults = await merchants.inTurn(pages, async (path, locale) => {
    const visitor = merchants.of(locale)
    const t = translator(locale)
    const frame = await merchants.visit(locale, path === "/orders" ? "/members" : "/orders")
    const before = newFaults(visitor, null)
    const found = await whileSessionIsOver(visitor.page, open.world, async () => {
      await follow(frame, path)
      await frame.getByText(t("errors:pages.session")).waitFor()
      return [...before, ...(await inspectPage(visitor, frame, locale)), ...newFaults(visitor, REFUSED)]
    })
    await frame.getByRole("button", { name: t("errors:pages.again") }).click()
    await frame.getByText(t("errors:pages.session")).waitFor({ state: "detached" })
    await standing(visitor, path)
    const at = new URL((await standing(visitor, path)).url()).pathname
    const wrong = at === `/app${path}` ? [] : [`came to ${at}`]
    return [...found, ...wrong, ...newFaults(visitor, null)].map((fault) => `${locale} ${path || "/"}: ${fault}`)
  })
  expect(faults).toEqual([])
})

test("what was typed outlives a session that nobody confirms, and is sent when somebody does", async () => {
  const visitor = merchants.of("en")
  const t = translator("en")
  const frame = await merchants.visit("en", `/members/${shop.memberId}`)
  await whileSessionIsOver(visitor.page, open.world, async () => {
    await frame.getByRole("textbox", { name: t("goodwill.points") }).fill("12")
    await frame.getByRole("textbox", { name: t("goodwill.reason") }).fill("A wet parcel")
    await frame.getByRole("button", { name: t("goodwill.submit") }).click()
    await frame.getByText(t("errors:pages.unconfirmed")).waitFor()
    expect(await frame.getByRole("textbox", { name: t("goodwill.reason") }).inputValue()).toBe("A wet parcel")
    expect(await axeFaults(visitor.page, "iframe")).toEqual([])
  })
  await frame.getByRole("button", { name: t("goodwill.submit") }).click()
  await visitor.page.locator("#toasts .toast", { hasText: t("member.toasts.given") }).waitFor()
  expect(newFaults(visitor, REFUSED)).toEqual([])
})

test("a token that ran out on the way is replaced without a word", async () => {
  const faults = await merchants.inTurn([...LOCALES], async (locale) => {
    const visitor = merchants.of(locale)
    const late = launchAddress(open.world, "/members", locale, { at: new Date(Date.now() - 3_600_000) })
    const isLaunch = (url: URL) => url.pathname === "/app/members" && url.searchParams.has("id_token")
    await visitor.page.route(isLaunch, (route) => route.continue({ url: late }), { times: 1 })
    const frame = await merchants.visit(locale, "/members")
    const heading = await frame.locator("h1").first().innerText()
    const wrong = heading === translator(locale)("members.title") ? [] : [`${locale}: stands at ${heading}`]
    return [...wrong, ...newFaults(visitor, null)]
  })
  expect(faults).toEqual([])
})

test("where Shopify gives us no access, every page says so and asks again", async () => {
  await openShop({ ...open.world, shop: NEW_SHOP }, "new") // not installed: its tokens are exchanged for nothing
  const faults = await merchants.inTurn(pages, (path, locale) => outside(path, locale))
  expect(faults).toEqual([])
})

/** Looks at a page that could not be entered. */
async function outside(path: string, locale: Locale): Promise<string[]> {
  const { page, faults } = await open.visit()
  const refused = /^(HTTP 5\d\d: |console: Failed to load resource: .* 5\d\d )/
  await page.goto(launchAddress(open.world, path, locale, { shop: NEW_SHOP }))
  const words = await page.locator("main").innerText()
  const { upstream, again } = outsideWords(locale)
  const found = [
    ...(words.includes(upstream) ? [] : [`says ${words}`]),
    ...((await page.locator("html").getAttribute("lang")) === locale ? [] : ["is in no language"]),
    ...((await page.getByRole("link", { name: again }).count()) === 1 ? [] : ["leads nowhere"]),
    ...(await axeFaults(page)),
    ...faults.filter((fault) => !refused.test(fault)),
  ]
  await page.close()
  return found.map((fault) => `${locale} ${path || "/"}: ${fault}`)
}

test("a shop that opens the app while Shopify does not answer is let in as soon as it does", async () => {
  const { world } = open
  const { page } = await open.visit()
  const control = `${world.simulatorOrigin}/_control/faults`
  await page.goto(`${world.simulatorOrigin}/admin/novo/apps/regulars`)
  await postJson(control, { seed: 1, shops: [NEW_SHOP], adminApi: { failed: 1000 } })
  await page.getByRole("button", { name: "Install" }).click()
  const frame = page.frameLocator("#app-frame")
  await frame.getByText(outsideWords("en").upstream).waitFor({ timeout: 30_000 })
  await fetch(control, { method: "DELETE" })
  await frame.getByRole("link", { name: outsideWords("en").again }).click()
  await frame.getByRole("heading", { level: 1, name: translator("en")("home.title") }).waitFor()
})

test("a search that Shopify does not answer says that it is Shopify, and shows who is known here", async () => {
  const { world } = open
  const control = `${world.simulatorOrigin}/_control/faults`
  await postJson(control, { seed: 1, shops: [world.shop], adminApi: { failed: 1000 } })
  try {
    const faults = await merchants.inTurn([...LOCALES], async (locale) => {
      const visitor = merchants.of(locale)
      const frame = await merchants.visit(locale, `/members?q=${encodeURIComponent("никой")}`)
      const told = await frame.getByText(translator(locale)("members.searchUnavailableTitle")).count()
      const wrong = told > 0 ? [] : [`${locale}: says nothing of Shopify`]
      return [...wrong, ...(await inspectPage(visitor, frame, locale)), ...newFaults(visitor, null)]
    })
    expect(faults).toEqual([])
  } finally {
    await fetch(control, { method: "DELETE" })
  }
})
