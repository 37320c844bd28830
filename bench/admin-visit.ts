import { readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import type { Browser, Frame, Page } from "playwright-core"
import { USER_AGENT } from "#tests/support/browser.ts"

/** Web Vitals of one load of a page in the admin's frame: ms, ms, and a sum of shifts. */
export type Vitals = { lcpMs: number; inpMs: number; cls: number }

const WEB_VITALS = join(dirname(fileURLToPath(import.meta.resolve("web-vitals"))), "web-vitals.iife.js")
const READY_MS = 30_000
const QUIET_MS = 5000
const SETTLED_MS = 400
const KEY_MS = 60
const WORDS = "anna"

/** Runs in every frame before its own scripts; only the app's frame is asked later. Every interaction counts, also a short one. */
const COLLECTOR = `${readFileSync(WEB_VITALS, "utf8")}
  window.regularsVitals = { lcpMs: null, inpMs: null, cls: 0 }
  webVitals.onLCP(({ value }) => { regularsVitals.lcpMs = value }, { reportAllChanges: true })
  webVitals.onCLS(({ value }) => { regularsVitals.cls = value }, { reportAllChanges: true })
  webVitals.onINP(({ value }) => { regularsVitals.inpMs = value }, { reportAllChanges: true, durationThreshold: 0 })`

/** Opens `url` of the admin in a browser that has nothing in its cache, uses the page as people do, and reads its vitals. */
export async function visitAdmin(browser: Browser, url: string, appOrigin: string): Promise<Vitals> {
  const context = await browser.newContext({
    userAgent: USER_AGENT,
    viewport: { width: 1280, height: 900 },
    locale: "en-GB",
  })
  try {
    await context.addInitScript({ content: COLLECTOR })
    const page = await context.newPage()
    await page.goto(url)
    await page.frameLocator("iframe").locator("h1").first().waitFor({ timeout: READY_MS })
    // A page that looks again and again whether something is done never falls silent.
    await page.waitForLoadState("networkidle", { timeout: QUIET_MS }).catch(() => undefined)
    await page.waitForTimeout(SETTLED_MS)
    const frame = page.frames().find((each) => each.url().startsWith(appOrigin))
    if (!frame) throw new Error(`${url} shows no frame of ${appOrigin}`)
    const { lcpMs } = await read(frame)
    await actAsPeopleDo(page, frame)
    const { inpMs, cls } = await read(frame)
    if (lcpMs === null || inpMs === null)
      throw new Error(`${url}: the browser told no ${lcpMs === null ? "LCP" : "INP"}`)
    return { lcpMs, inpMs, cls }
  } finally {
    await context.close()
  }
}

function read(frame: Frame): Promise<{ lcpMs: number | null; inpMs: number | null; cls: number }> {
  return frame.evaluate(() => (window as unknown as { regularsVitals: Vitals }).regularsVitals)
}

/** Types into the first field, opens the first thing that opens, ticks the first box: as far as the page has them. */
async function actAsPeopleDo(page: Page, frame: Frame): Promise<void> {
  const first = async (selector: string) => {
    const found = frame.locator(selector).filter({ visible: true }).first()
    return (await found.count()) > 0 ? found : null
  }
  await frame.locator("h1").first().click()
  const field = await first("input[type=search], input[type=text], input[type=number], textarea")
  if (field) {
    await field.click()
    await page.keyboard.type(
      (await field.getAttribute("inputmode")) || (await field.getAttribute("type")) === "number" ? "12" : WORDS,
      { delay: KEY_MS },
    )
    await page.waitForTimeout(SETTLED_MS)
  }
  const opener = await first("main button[aria-haspopup], main button[aria-expanded], main [role=tab], main summary")
  if (opener) {
    await opener.click()
    await page.waitForTimeout(SETTLED_MS)
    await page.keyboard.press("Escape")
  }
  const box = await first("main label:has(input[type=checkbox]), main label:has(input[type=radio])")
  if (box) await box.click()
  await page.waitForTimeout(SETTLED_MS)
}
