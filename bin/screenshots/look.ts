import type { BrowserContext, Page } from "playwright-core"
import { launchBrowser, USER_AGENT } from "#tests/support/browser.ts"
import { notePageFaults } from "#tests/support/page-faults.ts"
import type { WorldFile } from "../demo/world-file.ts"
import type { Shot } from "./pages.ts"
import { shrinkPng } from "./shrink-png.ts"
import type { Subjects } from "./subjects.ts"

/** How the pages are looked at: language and width of the window in CSS pixels. */
export type Appearance = { locale: string; width: number }

export type Look = {
  take: (shot: Shot) => Promise<{ png: Buffer; faults: string[] }>
  close: () => Promise<void>
}

/** A page longer than this is cut; its beginning says enough. */
const MAX_HEIGHT = 3600
const PHONE_WIDTH = 600
const STILL_MS = 500
const SPINNER_MS = 20_000

/** Browsers for one look: one in which the shopper is signed in and the merchant at work, one that nobody knows. */
export async function openLook(world: WorldFile, look: Appearance, subjects: Subjects): Promise<Look> {
  const browser = await launchBrowser()
  const height = look.width < PHONE_WIDTH ? 844 : 800
  const size = { width: look.width, height }
  const faults: string[] = []
  const openPage = async () => {
    const context = await browser.newContext({
      userAgent: USER_AGENT,
      viewport: size,
      locale: look.locale === "en" ? "en-GB" : look.locale,
      timezoneId: "Europe/Sofia",
      reducedMotion: "reduce",
    })
    const page = await context.newPage()
    notePageFaults(page, faults)
    return page
  }
  const known = await openPage()
  const unknown = await openPage()
  await signIn(known.context(), world, subjects.customerId)
  return {
    take: async (shot) => {
      const page = shot.visitor === "stranger" ? unknown : known
      faults.length = 0
      await page.setViewportSize(size)
      await page.goto(inLanguage(shot, look.locale))
      if (shot.visitor === "merchant") await waitForApp(page)
      await shot.prepare?.(page)
      await settle(page)
      if (!shot.windowOnly) {
        const wanted = Math.min(Math.max(await fullHeight(page, shot), height), MAX_HEIGHT)
        await page.setViewportSize({ width: look.width, height: wanted })
      }
      await settle(page)
      const png = await page.screenshot({ animations: "disabled" })
      return { png: shrinkPng(png), faults: faults.filter((fault) => !expected(shot, fault)) }
    },
    close: () => browser.close(),
  }
}

/** A page about nothing answers so; that is what its picture shows. */
const expected = ({ name }: Shot, fault: string): boolean => name === "admin-not-found" && /\b404\b/.test(fault)

/** Runs in the page: nothing that is seen says that more is on its way. */
function isAtRest(): boolean {
  const signs = [...document.querySelectorAll(".Polaris-Spinner, [aria-busy=true]")]
  return !signs.some((sign) => sign.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
}

/** Fonts are there, nothing moves, and nothing turns any more. */
async function settle(page: Page): Promise<void> {
  // A frame within the app is a preview that may run no scripts: nothing can be asked of it.
  for (const frame of [page.mainFrame(), ...page.mainFrame().childFrames()]) {
    await frame.waitForLoadState()
    await frame.evaluate(() => document.fonts.ready.then(() => undefined))
    await frame.waitForFunction(isAtRest, null, { timeout: SPINNER_MS })
  }
  await page.mouse.move(0, 0)
  await page.waitForTimeout(STILL_MS)
}

/** The admin takes `?locale=`, the storefront has each language under a path. */
function inLanguage({ visitor, url }: Shot, locale: string): string {
  const address = new URL(url)
  if (visitor === "merchant") address.searchParams.set("locale", locale)
  if (visitor === "shopper" || visitor === "stranger")
    address.pathname = `/${locale}${address.pathname.replace(/\/$/, "")}`
  return address.href
}

async function waitForApp(page: Page): Promise<void> {
  await page.frameLocator("iframe").locator("h1").first().waitFor({ timeout: 30_000 })
}

/** The app scrolls inside its frame: the window must be as much taller as its page is. */
async function fullHeight(page: Page, { visitor }: Shot): Promise<number> {
  const measure = (root: HTMLElement) => ({ page: root.scrollHeight, shown: root.clientHeight })
  const outer = await page.locator("html").evaluate(measure)
  if (visitor !== "merchant") return outer.page
  const inner = await page.frameLocator("iframe").locator("html").evaluate(measure)
  return outer.shown + inner.page - inner.shown
}

async function signIn(context: BrowserContext, world: WorldFile, customerId: string): Promise<void> {
  const answer = await fetch(`${world.simulatorOrigin}/_control/shops/${world.shop}/customers/${customerId}`)
  const { email } = (await answer.json()) as { email: string }
  await context.request.post(`${world.storefrontOrigin}/account/login`, { form: { email } })
}
