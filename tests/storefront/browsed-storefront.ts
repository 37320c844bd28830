import { AxeBuilder } from "@axe-core/playwright"
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core"
import { afterAll, afterEach, beforeAll } from "vitest"
import { launchBrowser } from "#tests/support/browser.ts"
import { type OpenStorefront, openStorefront } from "./open-storefront.ts"

export type BrowsedStorefront = {
  readonly store: OpenStorefront
  openPage(options?: BrowserContextOptions): Promise<Page>
}

/** A storefront and a browser for the tests of one file; the pages that a test opened are closed after it. */
export function browseStorefront(): BrowsedStorefront {
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
  return {
    get store() {
      return store
    },
    async openPage(options = {}) {
      const context = await browser.newContext({ baseURL: store.origin, ...options })
      return context.newPage()
    },
  }
}

/** Anna signs in as a person does, and stands on her account. */
export async function signIn(page: Page): Promise<void> {
  await page.goto("/account/login")
  await page.fill("form[action$='/login'] input[type=email]", "anna@example.com")
  await page.click("form[action$='/login'] button")
  await page.waitForURL("**/account")
}

/** When nothing in the panel moves any more. */
export async function comeToRest(dialog: Locator): Promise<void> {
  await dialog.evaluate((element) => Promise.all(element.getAnimations().map((each) => each.finished)))
}

/** What assistive techniques would stumble over in the page's part; `rules`: those alone. */
export async function faultsForReaders(page: Page, part: string, rules: string[] = []): Promise<string[]> {
  const axe = new AxeBuilder({ page }).include(part)
  const { violations } = await (rules.length > 0 ? axe.withRules(rules) : axe).analyze()
  return violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.target).join(" ")}`)
}

/** Notes from now on whatever moves while a page loads; `shiftsIn` tells it. */
export async function noteShifts(page: Page): Promise<void> {
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
}

export const shiftsIn = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { shifts: string[] }).shifts)
