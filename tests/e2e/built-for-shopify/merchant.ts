import type { Frame, Page } from "playwright-core"
import type { AdminPage } from "../../../bench/admin-pages.ts"
import { adminAddress } from "../../../bin/demo/world-file.ts"
import { type OpenWorld, openWorld } from "../open-world.ts"
import { openWithoutStorage } from "./no-storage.ts"

/** A merchant in front of the admin, in a browser that keeps nothing for anybody; what went wrong or left the admin is noted. */
export type Merchant = {
  open: OpenWorld
  page: Page
  /** Errors of pages and of the console since it was last emptied. */
  faults: string[]
  /** Origins that were asked for anything. */
  origins: Set<string>
  /** Origins that the window itself went to, and how many other windows were opened. */
  wentTo: Set<string>
  windows: () => number
  visit: (path: string) => Promise<Frame>
  /** The app's frame, when the window stands in the admin. */
  frame: () => Promise<Frame>
  /** Looks at every page; what it finds is listed by page. */
  onEach: (pages: AdminPage[], look: (frame: Frame, page: AdminPage) => Promise<string[]>) => Promise<string[]>
  close: () => Promise<void>
}

export const DESKTOP = { width: 1280, height: 900 }
const READY_MS = 30_000
/** Pages that look again and again whether something is done never fall silent: what is awaited is time. */
const SETTLED_MS = 500

export async function openMerchant(): Promise<Merchant> {
  const open = await openWorld()
  const browser = await openWithoutStorage(DESKTOP)
  const page = browser.context.pages()[0] ?? (await browser.context.newPage())
  const noted = note(page)
  const frame = async () => {
    const found = await (await page.waitForSelector("iframe")).contentFrame()
    if (!found) throw new Error("the app has no frame")
    await found.locator("h1").first().waitFor({ timeout: READY_MS })
    await found.waitForLoadState("load")
    await page.waitForTimeout(SETTLED_MS)
    return found
  }
  const visit = async (path: string) => {
    await page.goto(adminAddress(open.world, path))
    return frame()
  }
  return {
    open,
    page,
    ...noted,
    windows: () => browser.context.pages().length - 1,
    visit,
    frame,
    onEach: async (pages, look) => {
      const found: string[] = []
      for (const one of pages) {
        const seen = await look(await visit(one.path), one)
        found.push(...seen.map((fault) => `${one.name}: ${fault}`))
      }
      return found
    },
    close: async () => {
      await browser.close()
      await open.close()
    },
  }
}

function note(page: Page) {
  const faults: string[] = []
  const origins = new Set<string>()
  const wentTo = new Set<string>()
  page.on("pageerror", (error) => faults.push(error.message))
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text())
  })
  page.on("request", (request) => {
    if (!request.url().startsWith("data:")) origins.add(new URL(request.url()).origin)
  })
  page.on("framenavigated", (frame) => {
    if (frame === page.mainFrame()) wentTo.add(new URL(frame.url()).origin)
  })
  return { faults, origins, wentTo }
}
