import { parseArgs } from "node:util"
import { buildPagesIfStale } from "../../bin/demo/build-pages.ts"
import { report } from "./report.ts"
import { runSeed, type SeedResult } from "./run-seed.ts"

// `npm run test:faults`: a shop's life under every fault at once, and afterwards not a point may be wrong.
const HELP = `npm run test:faults [-- OPTIONS]
  --orders N     orders in the shop's life (default 1000)
  --kills N      how often a process is killed (default 10)
  --seed N       the one number everything follows from (default 1)
  --seeds A..B   several seeds, one after another
  --built        take the pages as they were built last
  --json         one object a line`

const { values: options } = parseArgs({
  options: {
    orders: { type: "string", default: "1000" },
    kills: { type: "string", default: "10" },
    seed: { type: "string", default: "1" },
    seeds: { type: "string" },
    built: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
})

function wholeNumber(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} ${text} is not a whole number`)
  return value
}

function seedsAsked(): number[] {
  if (options.seeds === undefined) return [wholeNumber("seed", options.seed)]
  const match = /^(\d+)\.\.(\d+)$/.exec(options.seeds)
  if (!match) throw new Error(`--seeds ${options.seeds} is not of the form 1..20`)
  const [from, to] = [Number(match[1]), Number(match[2])]
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
}

async function main(): Promise<number> {
  if (options.help) {
    console.log(HELP)
    return 0
  }
  const [orders, kills] = [wholeNumber("orders", options.orders), wholeNumber("kills", options.kills)]
  if (!options.built) await buildPagesIfStale()
  const results: SeedResult[] = []
  const say = (words: string) => (options.json ? undefined : console.log(`· ${words}`))
  for (const seed of seedsAsked()) {
    const result = await runSeed({ seed, orders, kills, say })
    results.push(result)
    console.log(options.json ? JSON.stringify(result) : report(result))
  }
  const wrong = results.filter((result) => result.differences.length > 0)
  if (!options.json && results.length > 1)
    console.log(`${results.length - wrong.length} of ${results.length} seeds ended exact.`)
  return wrong.length > 0 ? 1 : 0
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.stack ?? error.message)
    process.exit(1)
  },
)
