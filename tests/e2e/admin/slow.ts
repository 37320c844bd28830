import { setTimeout as sleep } from "node:timers/promises"
import type { Frame, Page, Route } from "playwright-core"
import type { World } from "../../../bin/demo/start-world.ts"

/** A window to which every answer of the app comes late. */
export type SlowWindow = {
  /** What was sent since it became slow, by its method and path. */
  sent: string[]
  isUnderWay: () => boolean
  /** Waits until nothing is under way any more. */
  quiet: () => Promise<void>
  end: () => Promise<void>
}

const SLOW_MS = 2_000
const QUIET_MS = 400
const REST_MS = 5_000
/** Asked by POST, for its length alone: it changes nothing, and is asked again with each change. */
const ASKED = "/app/appearance/preview"

/** From now on every answer of the app's pages takes two seconds longer; what is only a file comes as before. */
export async function slowDown(page: Page, { appOrigin }: World): Promise<SlowWindow> {
  const sent: string[] = []
  let underWay = 0
  const isPage = (url: URL) => url.origin === appOrigin && /^\/app(?=\/|$)/.test(url.pathname)
  const late = async (route: Route) => {
    const request = route.request()
    const { pathname } = new URL(request.url())
    if (request.method() !== "GET" && pathname !== ASKED) sent.push(`${request.method()} ${pathname}`)
    underWay += 1
    await sleep(SLOW_MS)
    await route.continue().catch(() => {}) // the page did not wait for it
    await request.response().catch(() => null)
    underWay -= 1
  }
  await page.route(isPage, late)
  return {
    sent,
    isUnderWay: () => underWay > 0,
    quiet: async () => {
      for (let since = Date.now(); Date.now() - since < QUIET_MS; await sleep(25)) if (underWay > 0) since = Date.now()
    },
    end: () => page.unroute(isPage, late),
  }
}

/** Whether somebody who looks or listens is told that something is on its way: Shopify's bar, the page, or a button. */
export async function isBusy(page: Page, frame: Frame): Promise<boolean> {
  const signs = ["#loading-bar:not([hidden])", "#save-bar button[disabled]"]
  if ((await page.locator(signs.join()).filter({ visible: true }).count()) > 0) return true
  return (await frame.locator("[aria-busy=true], .Polaris-Spinner").filter({ visible: true }).count()) > 0
}

/** Waits until nothing says any more that something is on its way; false: it goes on saying so although nothing is. */
export async function comesToRest(page: Page, frame: Frame, slow: SlowWindow): Promise<boolean> {
  for (let end = Date.now() + REST_MS; Date.now() < end; await sleep(50)) {
    if (!(await isBusy(page, frame))) return true
    if (slow.isUnderWay()) end = Date.now() + REST_MS
  }
  return false
}

/** Begins to note what moves in the page without anybody having touched it. */
export async function watchShifts(frame: Frame): Promise<void> {
  await frame.evaluate(() => {
    const watched = window as { shifts?: Moved[] }
    watched.shifts?.splice(0)
    if (watched.shifts) return
    watched.shifts = []
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & Shift)[]) {
        if (entry.hadRecentInput) continue
        const what = entry.sources.map(({ node }) => node?.parentElement?.outerHTML.slice(0, 80) ?? "gone")
        watched.shifts?.push({ value: entry.value, what: what.join(" | ") })
      }
    }).observe({ type: "layout-shift" })
  })
}

type Shift = { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] }
type Moved = { value: number; what: string }

/** A tenth of what Shopify lets pass (docs/built-for-shopify.md). */
const MOST_SHIFT = 0.01

/** What moved since, when it is more than nobody sees. */
export async function shiftsIn(frame: Frame): Promise<string[]> {
  const moved = await frame.evaluate(() => (window as { shifts?: Moved[] }).shifts ?? [])
  const sum = moved.reduce((total, { value }) => total + value, 0)
  return sum > MOST_SHIFT ? moved.map(({ value, what }) => `moved by ${value.toFixed(4)}: ${what}`) : []
}
