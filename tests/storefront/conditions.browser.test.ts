import type { BrowserContextOptions, Page } from "playwright-core"
import { describe, expect, it } from "vitest"
import { THEMES } from "#simulator/storefront/page.ts"
import { browseStorefront, comeToRest } from "./browsed-storefront.ts"
import { LOYALTY } from "./coffee-shop.ts"
import { faultsInLayout } from "./faults-in-layout.ts"
import { lookAtWords } from "./seen-contrast.ts"
import { addressOf, enterState, stateNamed } from "./shop-states.ts"

/** Our blocks stay readable and whole in what themes, systems and readers choose of colours and sizes. */

type Condition = { name: string; options?: BrowserContextOptions; css?: string }

/** Tall, so that a whole block is on one picture; sharp, so that thin letters have their colour somewhere. */
const TALL = { viewport: { width: 640, height: 1400 }, deviceScaleFactor: 2 }

/** The plain theme's other colours, as it would have them when it is dark. */
const DARK = ":root { --ink: #f3ece2; --paper: #14110f; --mist: #241f1b }"

const COLOURS: Condition[] = [
  { name: "a theme dark by its own colours", css: `${DARK} body { background: #14110f; color: #f3ece2 }` },
  {
    name: "a theme dark because its reader wants it",
    options: { colorScheme: "dark" },
    css: `${DARK} :root { color-scheme: light dark } body { background: Canvas; color: CanvasText }`,
  },
  { name: "a theme whose text is see-through", css: "body { background: #fff; color: rgb(18 18 18 / 0.75) }" },
  {
    name: "a theme whose colours stand on the document",
    css: `${DARK} html { background: #14110f; color: #f3ece2 } body { background: none; color: inherit }`,
  },
  { name: "forced colours, dark", options: { forcedColors: "active", colorScheme: "dark" } },
  { name: "forced colours, light", options: { forcedColors: "active", colorScheme: "light" } },
]

/** What readers do to sizes. The dense theme writes everything in rem of 62.5 %. */
const SIZES: Condition[] = [
  { name: "zoomed to 200 %", options: { viewport: { width: 640, height: 400 } } },
  { name: "zoomed to 400 %", options: { viewport: { width: 320, height: 256 } } },
  {
    name: "text of 200 %",
    options: { viewport: { width: 1280, height: 800 } },
    css: "html { font-size: 125% !important }",
  },
  {
    // The theme's own headline, in letters of 80 pixels, would push its column beyond the screen.
    name: "text of 200 % on a phone",
    options: { viewport: { width: 360, height: 740 } },
    css: "html { font-size: 125% !important } .article { grid-template-columns: minmax(0, 1fr) }",
  },
  {
    name: "letters, words and lines apart",
    options: { viewport: { width: 360, height: 740 } },
    css: "* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important } p { margin-block-end: 2em !important }",
  },
]

const VISITS: [state: string, path: string][] = [
  ["newcomer who is asked", "/account"],
  ["member who is asked", "/pages/rewards"],
  ["member in debt, with a long name of a tier", "/account"],
  ["paused", "/pages/rewards"],
  ["member", "/products/vitosha-blend"],
  ["member", "/cart"],
]

/** Colours are the same on a product as in the cart, and on one card as on another. */
const COLOURED = ["newcomer who is asked", "member in debt, with a long name of a tier"]

const browsed = browseStorefront()

async function openPage({ options }: Condition): Promise<Page> {
  const page = await browsed.openPage(options)
  const size = browsed.store.shop.blend.variants[1]?.id ?? ""
  await page.context().request.post("/cart/add", { form: { id: size, quantity: "2" } })
  await page.context().request.post("/account/login", { form: { email: "anna@example.com" } })
  return page
}

async function goTo(page: Page, { css }: Condition, theme: string, stateName: string, path: string): Promise<void> {
  const state = stateNamed(stateName)
  enterState(browsed.store.context.world, browsed.store.shop, state)
  await page.goto(addressOf(state, path, theme, "/ru"), { waitUntil: "load" })
  // What the theme lets move would be looked at on its way.
  if (css) await page.addStyleTag({ content: `*, *::before, *::after { transition: none !important } ${css}` })
}

async function openPanel(page: Page): Promise<void> {
  browsed.store.app.member = LOYALTY
  await page.locator("button.regulars-launcher__button").click()
  await page.locator("dialog .regulars-entries li").first().waitFor()
  await comeToRest(page.locator("dialog"))
}

describe.each(THEMES)("in the theme %s", (theme) => {
  it.each(COLOURS)("all words are readable in $name", { timeout: 60_000 }, async (condition) => {
    const page = await openPage({ ...condition, options: { ...TALL, ...condition.options } })
    for (const [state, path] of VISITS.filter(([name, where]) => COLOURED.includes(name) || where === "/cart")) {
      await goTo(page, condition, theme, state, path)
      const { lines, faint } = await lookAtWords(page, page.locator(".regulars-card, .regulars-points").first())
      expect(faint, `${state} ${path}`).toEqual([])
      expect(lines, `${state} ${path}`).toBeGreaterThan(0)
    }
    const button = await lookAtWords(page, page.locator("button.regulars-launcher__button"))
    expect(button).toEqual({ lines: 1, faint: [] })
    await openPanel(page)
    const panel = await lookAtWords(page, page.locator("dialog"))
    expect(panel.faint).toEqual([])
    expect(panel.lines).toBeGreaterThan(10)
  })
})

describe("in the theme dense", () => {
  it.each(SIZES)("nothing is cut, covered or too small to hit: $name", { timeout: 60_000 }, async (condition) => {
    const page = await openPage(condition)
    // Whoever draws letters apart does so in ours, too.
    const faults = async () => (await faultsInLayout(page)).filter((fault) => !/ is spaced /.test(fault))
    for (const [state, path] of VISITS) {
      await goTo(page, condition, "dense", state, path)
      expect(await faults(), `${state} ${path}`).toEqual([])
    }
    await openPanel(page)
    expect(await faults(), "panel").toEqual([])
    const panel = await page.locator("dialog").boundingBox()
    const { width = 0, height = 0 } = page.viewportSize() ?? {}
    expect((panel?.x ?? -1) >= 0 && (panel?.x ?? 0) + (panel?.width ?? 0) <= width).toBe(true)
    expect((panel?.y ?? -1) >= 0 && (panel?.y ?? 0) + (panel?.height ?? 0) <= height).toBe(true)
  })
})
