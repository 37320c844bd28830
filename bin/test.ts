import { spawnSync } from "node:child_process"
import { rmSync } from "node:fs"
import { parseArgs } from "node:util"
import { requireBrowser } from "./require-browser.ts"

// Everything that must hold, in the order in which a failure is cheapest to learn of. `npm test -- FILTER` runs only
// the vitest files whose path contains FILTER.
const { positionals } = parseArgs({ allowPositionals: true, strict: false })

type Check = { name: string; command: string[] }

const checks: Check[] = [
  { name: "Types", command: ["tsc", "-p", "."] },
  { name: "Lint and format", command: ["biome", "ci", "--error-on-warnings", "--colors=off", "."] },
  { name: "Dead code", command: ["knip"] },
  { name: "Build", command: ["remix", "vite:build"] },
  { name: "Tests", command: ["vitest", "run"] },
]

await requireBrowser()

const chosen = positionals.length ? [{ name: "Tests", command: ["vitest", "run", ...positionals] }] : checks

for (const { name, command } of chosen) {
  console.log(`\n── ${name}: ${command.join(" ")}`)
  if (name === "Build") rmSync("build", { recursive: true, force: true })
  const { status } = spawnSync(command[0] as string, command.slice(1), {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, NODE_ENV: name === "Build" ? "production" : "test" },
    shell: process.platform === "win32",
  })
  if (status !== 0) {
    console.error(`\n${name} failed.`)
    process.exit(status ?? 1)
  }
}
