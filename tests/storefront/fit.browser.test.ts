import { AxeBuilder } from "@axe-core/playwright"
import type { Browser, BrowserContextOptions, Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { launchBrowser } from "#tests/support/browser.ts"
import { type OpenStorefront, openStorefront } from "./open-storefront.ts"

let browser: Browser
let store: OpenStorefront

beforeAll(async () => {
  browser = await launchBrowser()
  store = await openStorefront()
})
afterAll(async () => {
  await browser.close()
  await store.close()
})
afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
})

async function openPage(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: store.origin, ...options })
  return context.newPage()
}

async function signIn(page: Page): Promise<void> {
  await page.goto("/account/login")
  await page.fill("form[action$='/login'] input[type=email]", "anna@example.com")
  await page.click("form[action$='/login'] button")
  await page.waitForURL("**/account")
}

async function openPanel(page: Page): Promise<void> {
  await page.locator("button.regulars-launcher__button").click()
  await page.locator("dialog .regulars-entries li").first().waitFor()
  await page.locator("dialog").evaluate((dialog) => Promise.all(dialog.getAnimations().map((each) => each.finished)))
}

async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include("[class*=regulars]").analyze()
  return violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target).join(" ")}`)
}

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

  it("a dark theme: the button's words stand out from the button", async () => {
    const page = await openPage()
    await page.goto("/")
    await page.addStyleTag({ content: "body { background: #101010; color: #f4f4f4 }" })
    expect(await faultsOf(page)).toEqual([])
    await page.locator("button.regulars-launcher__button").click()
    expect(await page.locator("dialog").evaluate((dialog) => getComputedStyle(dialog).backgroundColor)).toBe(
      "rgb(16, 16, 16)",
    )
  })

  it("readers who want less motion: the panel does not move", async () => {
    const page = await openPage({ reducedMotion: "reduce" })
    await page.goto("/")
    await page.locator("button.regulars-launcher__button").click()
    expect(await page.locator("dialog").evaluate((dialog) => dialog.getAnimations().length)).toBe(0)
  })

  it("into a page without moving anything while it loads", async () => {
    const page = await openPage()
    await page.addInitScript(() => {
      const shifts: string[] = []
      Object.assign(window, { shifts })
      type LayoutShift = { value: number; sources: { node: Node | null }[] }
      const note = (list: PerformanceObserverEntryList) => {
        for (const { value, sources } of list.getEntries() as unknown as LayoutShift[]) {
          const moved = sources.map(({ node }) => (node instanceof Element ? node.outerHTML.slice(0, 120) : "?"))
          shifts.push(`${value}: ${moved.join(" | ")}`)
        }
      }
      new PerformanceObserver(note).observe({ type: "layout-shift", buffered: true })
    })
    await page.goto("/products/ethiopia-guji", { waitUntil: "networkidle" })
    expect(await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts)).toEqual([])
  })
})
