import type { BrowserContext, Frame, Page } from "playwright-core"
import type { AdminPage } from "../../../bench/admin-pages.ts"
import type { World } from "../../../bin/demo/start-world.ts"
import { startThrowawayWorld } from "../../../bin/demo/throwaway-world.ts"
import { adminAddress } from "../../../bin/demo/world-file.ts"
import { openWithoutStorage } from "./no-storage.ts"

/** One tab of the browser; what went wrong in it since `faults` was last emptied. */
export type Tab = {
  page: Page
  /** Errors of pages and of the console. */
  faults: string[]
  visit: (path: string) => Promise<Frame>
  /** The app's frame, when the tab stands in the admin. */
  frame: () => Promise<Frame>
}

/** A merchant in front of the admin, in a browser that keeps nothing for anybody; what left the admin is noted. */
export type Merchant = Tab & {
  world: World
  /** Origins that were asked for anything. */
  origins: Set<string>
  /** Origins that the tabs themselves went to, and how many windows were opened that nobody asked for. */
  wentTo: Set<string>
  windows: () => number
  /** Looks at every page, several tabs at a time: most of it is waiting whether something happens by itself. */
  lookAtEach: <Sight>(pages: AdminPage[], look: (tab: Tab, page: AdminPage) => Promise<Sight>) => Promise<Sight[]>
  close: () => Promise<void>
}

export const DESKTOP = { width: 1280, height: 900 }
const TABS = 4
const READY_MS = 30_000
/** Pages that look again and again whether something is done never fall silent: what is awaited is time. */
const SETTLED_MS = 500

export async function openMerchant(): Promise<Merchant> {
  const [world, { context, close }] = await Promise.all([startThrowawayWorld("e2e"), openWithoutStorage(DESKTOP)])
  const origins = new Set<string>()
  const wentTo = new Set<string>()
  const tabs: Tab[] = []
  const openTab = async (page: Page) => {
    noteWays(page, origins, wentTo)
    const tab = makeTab(page, world)
    tabs.push(tab)
    return tab
  }
  const first = await openTab(context.pages()[0] ?? (await context.newPage()))
  return {
    ...first,
    world,
    origins,
    wentTo,
    windows: () => context.pages().length - tabs.length,
    lookAtEach: async (pages, look) => {
      while (tabs.length < TABS) await openTab(await newTab(context))
      const left = pages.entries()
      const sights: Awaited<ReturnType<typeof look>>[] = []
      const lookOn = async (tab: Tab) => {
        for (const [at, page] of left) sights[at] = await look(tab, page)
      }
      await Promise.all(tabs.map(lookOn))
      return sights
    },
    close: async () => {
      await close()
      await world.forget()
    },
  }
}

async function newTab(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.setViewportSize(DESKTOP)
  return page
}

function makeTab(page: Page, world: World): Tab {
  const faults: string[] = []
  page.on("pageerror", (error) => faults.push(error.message))
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text())
  })
  const frame = async () => {
    const found = await (await page.waitForSelector("iframe")).contentFrame()
    if (!found) throw new Error("the app has no frame")
    await found.locator("h1").first().waitFor({ timeout: READY_MS })
    await found.waitForLoadState("load")
    await page.waitForTimeout(SETTLED_MS)
    return found
  }
  const visit = async (path: string) => {
    await page.goto(adminAddress(world, path))
    return frame()
  }
  return { page, faults, frame, visit }
}

function noteWays(page: Page, origins: Set<string>, wentTo: Set<string>): void {
  page.on("request", (request) => {
    if (!request.url().startsWith("data:")) origins.add(new URL(request.url()).origin)
  })
  page.on("framenavigated", (frame) => {
    if (frame === page.mainFrame() && frame.url() !== "about:blank") wentTo.add(new URL(frame.url()).origin)
  })
}
