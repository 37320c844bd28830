import { spawnSync } from "node:child_process"
import { findBrowser } from "#tests/support/browser.ts"

/** The npm package that carries a Chromium for Linux x64, and the version fetched when no browser is installed. */
const PACKAGED = "@sparticuz/chromium@153.0.0"

/**
 * Makes sure the browser tests find a browser: one that is installed, else (as root on Debian and its kin) the system's
 * own, else the one from npm. Throws with what to install when none of that works.
 */
export async function requireBrowser(): Promise<void> {
  if (await isFound()) return
  console.log("· No browser here; fetching one (once)")
  if (
    process.getuid?.() === 0 &&
    run("apt-get", ["update", "-qq"]) &&
    run("apt-get", ["install", "-y", "-qq", "chromium"])
  ) {
    if (await isFound()) return
  }
  if (process.platform === "linux" && process.arch === "x64")
    run("npm", ["install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", PACKAGED])
  await findBrowser()
}

async function isFound(): Promise<boolean> {
  return findBrowser().then(
    () => true,
    () => false,
  )
}

function run(command: string, args: string[]): boolean {
  const { status } = spawnSync(command, args, {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  })
  return status === 0
}
