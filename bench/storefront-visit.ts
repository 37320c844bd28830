import type { Browser, BrowserContext, Page } from "playwright-core"
import { eventsOfPage, type MainThread, readMainThread, type TraceEvent } from "./main-thread.ts"

/** What one visit of a page cost; nobody touches anything but the wheel. */
export type Visit = MainThread & {
  /** Paths of the shop's own that were requested, with how often. */
  paths: Map<string, number>
  /** Hosts other than the shop's. */
  foreignHosts: string[]
  /** Cumulative layout shift of the whole visit. */
  layoutShift: number
}

export type Visitor = { context: BrowserContext; origin: string }

export const OUR_ASSETS = "/cdn/extensions/regulars/"
const CPU_SLOWDOWN = 4
const QUIET_MS = 300
const CATEGORIES = [
  "-*",
  "devtools.timeline",
  "disabled-by-default-devtools.timeline",
  "v8",
  "v8.execute",
  "blink.user_timing",
]

/** A phone of a visitor, or of the member when `email` is given. */
export async function openVisitor(browser: Browser, origin: string, email?: string): Promise<Visitor> {
  const context = await browser.newContext({ baseURL: origin, viewport: { width: 412, height: 823 }, hasTouch: true })
  await context.addInitScript(noteShifts)
  if (email) {
    const answer = await context.request.post("/account/login", { form: { email }, maxRedirects: 0 })
    if (answer.status() >= 400) throw new Error(`the member could not sign in: HTTP ${answer.status()}`)
  }
  return { context, origin }
}

/**
 * Opens `path` with an empty cache, waits, scrolls to the end, and reads what it cost on a processor four times as slow:
 * four times the thread's own processor time, as Lighthouse simulates it. DevTools' emulated slowdown would make what other
 * programs take four times as long, too.
 */
export async function visit({ context, origin }: Visitor, path: string): Promise<Visit> {
  const page = await context.newPage()
  try {
    const paths = new Map<string, number>()
    const foreignHosts: string[] = []
    page.on("request", (request) => {
      const url = new URL(request.url())
      if (url.protocol === "data:") return
      if (url.origin === origin) paths.set(url.pathname, (paths.get(url.pathname) ?? 0) + 1)
      else foreignHosts.push(url.host)
    })
    const session = await context.newCDPSession(page)
    await session.send("Network.clearBrowserCache")
    const browser = context.browser() as Browser
    await browser.startTracing(page, { categories: CATEGORIES })
    const answer = await page.goto(path, { waitUntil: "load" })
    if (!answer?.ok()) throw new Error(`${path} was answered ${answer?.status()}`)
    await page.waitForTimeout(QUIET_MS)
    await scrollThrough(page)
    const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] }
    const layoutShift = await page.evaluate(() => (window as unknown as { shifted: number }).shifted)
    const events = eventsOfPage(trace.traceEvents, origin)
    const thread = readMainThread(events, (url) => url.includes(OUR_ASSETS), CPU_SLOWDOWN)
    return { ...thread, paths, foreignHosts, layoutShift }
  } finally {
    await page.close()
  }
}

async function scrollThrough(page: Page): Promise<void> {
  await page.mouse.wheel(0, 100_000)
  await page.waitForTimeout(QUIET_MS)
}

/** Runs in the page, before its own scripts. */
function noteShifts(): void {
  Object.assign(window, { shifted: 0 })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as unknown as { value: number }[])
      (window as unknown as { shifted: number }).shifted += entry.value
  }).observe({ type: "layout-shift", buffered: true })
}
