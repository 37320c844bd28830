import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { BrowserContext, Page } from "playwright-core"
import { freePorts } from "../../bin/demo/processes.ts"
import { startWorld, type World } from "../../bin/demo/start-world.ts"
import { launchBrowser, USER_AGENT } from "../support/browser.ts"

/** The whole world in real processes, and a browser before it. */
export type OpenWorld = {
  world: World
  /** A fresh visitor: own cookies, own size. Faults on its pages are collected in `faults`. */
  visit: (viewport?: { width: number; height: number }) => Promise<Visitor>
  close: () => Promise<void>
}

export type Visitor = { page: Page; context: BrowserContext; faults: string[] }

const DESKTOP = { width: 1280, height: 900 }

export async function openWorld(): Promise<OpenWorld> {
  const folder = await mkdtemp(join(tmpdir(), "regulars-e2e-"))
  const [front, app, storefront] = (await freePorts(3)) as [number, number, number]
  const world = await startWorld({ folder, ports: [front, app, storefront], throwaway: true })
  const browser = await launchBrowser()
  return {
    world,
    visit: async (viewport = DESKTOP) => {
      const context = await browser.newContext({ userAgent: USER_AGENT, viewport, locale: "en-GB" })
      const page = await context.newPage()
      const faults: string[] = []
      watch(page, faults)
      return { page, context, faults }
    },
    close: async () => {
      await browser.close()
      await world.forget()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** No page error, no console error and no failed request is allowed; what a navigation cuts short is none. */
function watch(page: Page, faults: string[]): void {
  page.on("pageerror", (error) => faults.push(`page error: ${error.message}`))
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()} (${message.location().url})`)
  })
  page.on("requestfailed", (request) => {
    const words = request.failure()?.errorText ?? ""
    if (words !== "net::ERR_ABORTED") faults.push(`failed: ${request.url()} ${words}`)
  })
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`HTTP ${response.status()}: ${response.url()}`)
  })
}
