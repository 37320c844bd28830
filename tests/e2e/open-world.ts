import type { BrowserContext, FrameLocator, Page } from "playwright-core"
import type { World } from "../../bin/demo/start-world.ts"
import { startThrowawayWorld } from "../../bin/demo/throwaway-world.ts"
import { adminAddress } from "../../bin/demo/world-file.ts"
import { launchBrowser, USER_AGENT } from "../support/browser.ts"
import { notePageFaults } from "../support/page-faults.ts"
import { standing } from "./admin/merchants.ts"

/** The whole world in real processes, and a browser before it. */
export type OpenWorld = {
  world: World
  /** A fresh visitor: own cookies, own size. What fails on its pages is noted in `faults`. */
  visit: (viewport?: { width: number; height: number }) => Promise<Visitor>
  close: () => Promise<void>
}

export type Visitor = { page: Page; context: BrowserContext; faults: string[] }

const DESKTOP = { width: 1280, height: 900 }

export async function openWorld(): Promise<OpenWorld> {
  const [world, browser] = await Promise.all([startThrowawayWorld("e2e"), launchBrowser()])
  return {
    world,
    visit: async (viewport = DESKTOP) => {
      const context = await browser.newContext({ userAgent: USER_AGENT, viewport, locale: "en-GB" })
      const page = await context.newPage()
      const faults: string[] = []
      notePageFaults(page, faults)
      return { page, context, faults }
    },
    close: async () => {
      await browser.close()
      await world.forget()
    },
  }
}

/** Opens a page of the app inside of Shopify's admin, and waits until it stands and hears what is clicked. */
export async function openInAdmin(
  { world }: OpenWorld,
  visitor: Visitor,
  path: string,
  locale = "en",
): Promise<FrameLocator> {
  const address = new URL(adminAddress(world, path))
  address.searchParams.set("locale", locale)
  await visitor.page.goto(address.href)
  await standing(visitor, path)
  return visitor.page.frameLocator("iframe")
}
