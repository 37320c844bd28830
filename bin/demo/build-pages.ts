import { spawn } from "node:child_process"
import { existsSync, readdirSync, statSync } from "node:fs"
import { join } from "node:path"

const ROOT = join(import.meta.dirname, "../..")
const BUILT = join(ROOT, "build/server/index.js")
const SOURCES = ["app", "public", "vite.config.ts", "remix.config.js", "package-lock.json"]

/** Builds the pages when a source is newer than the last build; returns whether it did. Throws with the build's words. */
export async function buildPagesIfStale(): Promise<boolean> {
  const builtAt = existsSync(BUILT) ? statSync(BUILT).mtimeMs : 0
  if (SOURCES.every((source) => newestIn(join(ROOT, source)) < builtAt)) return false
  await new Promise<void>((resolve, reject) => {
    const build = spawn("remix", ["vite:build"], {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: "production" },
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    })
    let words = ""
    build.stdout.on("data", (chunk) => (words += chunk))
    build.stderr.on("data", (chunk) => (words += chunk))
    build.once("error", reject)
    build.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`The pages do not build:\n${words}`))))
  })
  return true
}

function newestIn(path: string): number {
  if (!existsSync(path)) return 0
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestIn(join(path, name))), 0)
}
