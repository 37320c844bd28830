import type { BrowserContext, Page } from "playwright-core"
import { describe, expect, it } from "vitest"
import { THEMES } from "#simulator/storefront/page.ts"
import { browseStorefront, comeToRest, faultsForReaders, noteShifts, shiftsIn } from "./browsed-storefront.ts"
import { LOYALTY } from "./coffee-shop.ts"
import { faultsInLayout } from "./faults-in-layout.ts"
import { addressOf, enterState, stateNamed } from "./shop-states.ts"

/** Our blocks look and behave as they should in themes that were built differently, on wide screens and the narrowest. */

const NARROW = { width: 320, height: 700 }
const WIDE = { width: 1280, height: 900 }

/** State, page, language, and what is added to the address: together they show each block in each state once. */
const VISITS: [state: string, path: string, prefix: string, more?: string][] = [
  ["visitor", "/pages/rewards", ""],
  ["visitor", "/cart", "/ru"],
  ["newcomer who is asked", "/account", "/bg"],
  ["newcomer", "/pages/rewards", "/ru", "dir=rtl"],
  ["member who is asked", "/pages/rewards", "/ru"],
  ["member", "/products/vitosha-blend", "/bg", "dir=rtl"],
  ["member", "/cart", "/bg"],
  ["member in debt, with a long name of a tier", "/account", "/bg"],
  ["paused", "/account", ""],
  ["test", "/products/vitosha-blend", "/ru"],
  ["theme editor without a programme", "/cart", "/bg"],
]

/** The theme's own fault, which it has on purpose. */
const THEIRS = /reading 'dataset'/

const browsed = browseStorefront()

type Looked = { page: Page; problems: string[] }

async function openPage(): Promise<Looked> {
  const page = await browsed.openPage({ viewport: NARROW })
  const problems: string[] = []
  page.on("pageerror", (error) => problems.push(error.message))
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()))
  page.on("requestfailed", (request) => problems.push(`failed: ${request.url()}`))
  page.on(
    "response",
    (response) => response.status() >= 400 && problems.push(`${response.status()}: ${response.url()}`),
  )
  await noteShifts(page)
  const size = browsed.store.shop.blend.variants[1]?.id ?? ""
  await page.context().request.post("/cart/add", { form: { id: size, quantity: "2" } })
  return { page, problems }
}

async function comeAs(context: BrowserContext, who: string): Promise<void> {
  if (who === "visitor") await context.request.post("/account/logout")
  else await context.request.post("/account/login", { form: { email: "anna@example.com" } })
}

async function visit({ page, problems }: Looked, theme: string, visited: (typeof VISITS)[number]) {
  const [name, path, prefix, more] = visited
  const state = stateNamed(name)
  enterState(browsed.store.context.world, browsed.store.shop, state)
  await comeAs(page.context(), state.who)
  const asked = browsed.store.app.asked.length
  await page.goto(addressOf(state, path, theme, prefix, more), { waitUntil: "load" })
  const where = page.url()
  expect(await page.locator(".regulars, .regulars-points").count(), where).toBeGreaterThan(0)
  expect(await shiftsIn(page), where).toEqual([])
  await judge(page, theme, "[class*=regulars]", where)
  expect(browsed.store.app.asked.slice(asked), where).toEqual([])
  expect(
    problems.filter((problem) => !THEIRS.test(problem)),
    where,
  ).toEqual([])
}

/** Layout on the narrowest screen and a wide one, and what assistive techniques find. Of a theme only contrast depends. */
async function judge(page: Page, theme: string, place: string, where: string): Promise<void> {
  expect(await faultsInLayout(page), where).toEqual([])
  expect(await faultsForReaders(page, place, theme === THEMES[0] ? [] : ["color-contrast"]), where).toEqual([])
  await page.setViewportSize(WIDE)
  expect(await faultsInLayout(page), `${where}, wide`).toEqual([])
  await page.setViewportSize(NARROW)
}

describe.each(THEMES)("in the theme %s", (theme) => {
  it("every block stands right in every state, on narrow screens and wide ones", { timeout: 90_000 }, async () => {
    const looked = await openPage()
    for (const visited of VISITS) await visit(looked, theme, visited)
  })

  it("the panel is complete, accessible and inside the screen", { timeout: 60_000 }, async () => {
    const { page, problems } = await openPage()
    for (const name of ["member who is asked", "newcomer who is asked"]) {
      const state = stateNamed(name)
      enterState(browsed.store.context.world, browsed.store.shop, state)
      browsed.store.app.member = state.who === "member" ? LOYALTY : null
      await comeAs(page.context(), state.who)
      await page.goto(addressOf(state, "/", theme, "/bg"))
      await page.locator("button.regulars-launcher__button").click()
      const filled = state.who === "member" ? ".regulars-entries li" : '[data-value="waiting"]:not(:empty)'
      await page.locator(`dialog ${filled}`).first().waitFor()
      await comeToRest(page.locator("dialog"))
      await judge(page, theme, "dialog", name)
      expect(await page.locator("dialog").evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth)).toBe(0)
    }
    expect(problems.filter((problem) => !THEIRS.test(problem))).toEqual([])
  })
})
