import { existsSync } from "node:fs"
import { delimiter, join } from "node:path"
import { type Browser, chromium } from "playwright-core"

/** Chromium refuses our user agent nowhere else, but the app's library turns "HeadlessChrome" away as a robot. */
export const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36"

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"]
const ELSEWHERE = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  join(process.env.PROGRAMFILES ?? "", "Google/Chrome/Application/chrome.exe"),
  join(process.env.LOCALAPPDATA ?? "", "Google/Chrome/Application/chrome.exe"),
]

type FoundBrowser = { executablePath: string; args: string[] }

function findInstalled(): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean)
  const onPath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...onPath, ...ELSEWHERE].find((candidate) => existsSync(candidate)) ?? null
}

/** The browser that npm can bring (Linux x64), when that optional package is installed. */
async function findPackaged(): Promise<FoundBrowser | null> {
  const name = "@sparticuz/chromium"
  try {
    const { default: packaged } = await import(/* @vite-ignore */ name)
    return { executablePath: await packaged.executablePath(), args: packaged.args }
  } catch {
    return null
  }
}

/** Where the browser for tests is: CHROME_PATH, an installed Chromium or Chrome, or the one from npm. Throws without one. */
export async function findBrowser(): Promise<FoundBrowser> {
  const told = process.env.CHROME_PATH
  if (told) {
    if (!existsSync(told)) throw new Error(`CHROME_PATH names no file: ${told}`)
    return { executablePath: told, args: [] }
  }
  const installed = findInstalled()
  if (installed) return { executablePath: installed, args: [] }
  const packaged = await findPackaged()
  if (packaged) return packaged
  throw new Error(
    "The browser tests need Chromium or Chrome: install one (for example `apt-get install chromium`), or set CHROME_PATH to its executable.",
  )
}

/** A headless browser, with `extra` arguments of its own command line. Close it when done. */
export async function launchBrowser(extra: string[] = []): Promise<Browser> {
  const found = await findBrowser()
  const isRoot = process.getuid?.() === 0
  const args = [...found.args, "--disable-dev-shm-usage", ...(isRoot ? ["--no-sandbox"] : []), ...extra]
  return chromium.launch({ executablePath: found.executablePath, args, headless: true })
}
