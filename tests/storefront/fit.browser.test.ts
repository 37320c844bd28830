import type { Page } from "playwright-core"
import { describe, expect, it } from "vitest"
import { browseStorefront, comeToRest, faultsForReaders, noteShifts, shiftsIn, signIn } from "./browsed-storefront.ts"

const { openPage } = browseStorefront()

async function openPanel(page: Page): Promise<void> {
  await page.locator("button.regulars-launcher__button").click()
  await page.locator("dialog .regulars-entries li").first().waitFor()
  await comeToRest(page.locator("dialog"))
}

const faultsOf = (page: Page) => faultsForReaders(page, "[class*=regulars]")

const LOCALES = ["", "/bg", "/ru"]

describe("our blocks are accessible", () => {
  it.each(LOCALES)("on account, product and in the panel at %s/", async (prefix) => {
    const page = await openPage({ viewport: { width: 390, height: 844 } })
    await signIn(page)
    for (const path of ["/account", "/products/vitosha-blend"]) {
      await page.goto(`${prefix}${path}`)
      expect(await faultsOf(page)).toEqual([])
    }
    await openPanel(page)
    expect(await faultsOf(page)).toEqual([])
  })

  it("to a visitor, too", async () => {
    const page = await openPage()
    await page.goto("/pages/rewards")
    expect(await faultsOf(page)).toEqual([])
  })
})

describe("our blocks fit", () => {
  it.each(LOCALES)("a screen 320 pixels wide at %s/, with targets of 44 pixels", async (prefix) => {
    const page = await openPage({ viewport: { width: 320, height: 640 } })
    await signIn(page)
    for (const path of ["/account", "/products/vitosha-blend", "/pages/rewards"]) {
      await page.goto(`${prefix}${path}`)
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(320)
    }
    await openPanel(page)
    const panel = await page.locator("dialog").evaluate((dialog) => ({
      left: dialog.getBoundingClientRect().left,
      right: dialog.getBoundingClientRect().right,
      wide: dialog.scrollWidth - dialog.clientWidth,
    }))
    expect(panel.left).toBeGreaterThanOrEqual(0)
    expect(panel.right).toBeLessThanOrEqual(320)
    expect(panel.wide).toBe(0)
    for (const target of await page.locator("dialog :is(button, summary, a):visible").all()) {
      const box = await target.boundingBox()
      expect(Math.round(box?.height ?? 0), (await target.textContent()) ?? "").toBeGreaterThanOrEqual(44)
    }
  })

  it("a page that reads from right to left: the launcher stands on the left", async () => {
    const page = await openPage()
    await page.goto("/")
    await page.evaluate(() => document.documentElement.setAttribute("dir", "rtl"))
    const box = await page.locator("button.regulars-launcher__button").boundingBox()
    expect(box?.x).toBe(16)
  })

  it.each([
    "body { background: #101010; color: #f4f4f4 }",
    "html { background: #101010 } body { background: none; color: #f4f4f4 }",
  ])("a dark theme, %s: the button's words stand out from the button, the panel is the page's colour", async (css) => {
    const page = await openPage()
    await page.goto("/")
    await page.addStyleTag({ content: css })
    expect(await faultsOf(page)).toEqual([])
    await page.locator("button.regulars-launcher__button").click()
    expect(await page.locator("dialog").evaluate((dialog) => getComputedStyle(dialog).backgroundColor)).toBe(
      "rgb(16, 16, 16)",
    )
  })

  it("a theme whose text is see-through: the button is not", async () => {
    const page = await openPage()
    await page.goto("/")
    await page.addStyleTag({ content: "body { color: rgb(18 18 18 / 0.5) }" })
    const button = page.locator("button.regulars-launcher__button")
    const colour = await button.evaluate((element) => getComputedStyle(element).backgroundColor)
    expect(colour).toMatch(/^color\(srgb( 0\.0705882){3}\)$/)
  })

  it("readers who want less motion: the panel does not move", async () => {
    const page = await openPage({ reducedMotion: "reduce" })
    await page.goto("/")
    await page.locator("button.regulars-launcher__button").click()
    expect(await page.locator("dialog").evaluate((dialog) => dialog.getAnimations().length)).toBe(0)
  })

  it("into a page without moving anything while it loads", async () => {
    const page = await openPage()
    await noteShifts(page)
    await page.goto("/products/ethiopia-guji", { waitUntil: "networkidle" })
    expect(await shiftsIn(page)).toEqual([])
  })
})
