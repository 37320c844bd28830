import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type BrowserContext, chromium } from "playwright-core"
import { findBrowser, USER_AGENT } from "#tests/support/browser.ts"

export type NoStorage = { context: BrowserContext; close: () => Promise<void> }

/** The browser's own setting "block all cookies": no page has cookies, local storage or databases, in whatever frame. */
const BLOCKED = { profile: { default_content_setting_values: { cookies: 2 } } }

/** A browser that keeps nothing for anybody: stricter than one that blocks third parties only. */
export async function openWithoutStorage(viewport: { width: number; height: number }): Promise<NoStorage> {
  const folder = await mkdtemp(join(tmpdir(), "regulars-no-storage-"))
  await mkdir(join(folder, "Default"))
  await writeFile(join(folder, "Default/Preferences"), JSON.stringify(BLOCKED))
  const found = await findBrowser()
  const args = [...found.args, "--disable-dev-shm-usage", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])]
  const options = { executablePath: found.executablePath, args, headless: true }
  const context = await chromium.launchPersistentContext(folder, {
    ...options,
    userAgent: USER_AGENT,
    viewport,
    locale: "en-GB",
  })
  return {
    context,
    close: async () => {
      await context.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
