import { spawnSync } from "node:child_process"
import { inspect, parseArgs } from "node:util"
import { buildPagesIfStale } from "../../bin/demo/build-pages.ts"
import { report } from "./report.ts"
import { runSeed } from "./run-seed.ts"

// `npm run test:faults`: a shop's life under every fault at once, and afterwards not a point may be wrong.
const HELP = `npm run test:faults [-- OPTIONS]
  --orders N     orders in the shop's life (default 1000)
  --kills N      how often a process is killed (default 10)
  --seed N       the one number everything follows from (default 1)
  --seeds A..B   several seeds, one after another
  --keep         when it does not end exact, leave the world as it is until Ctrl-C
  --built        take the pages as they were built last
  --json         one object a line`

const { values: options } = parseArgs({
  options: {
    orders: { type: "string", default: "1000" },
    kills: { type: "string", default: "10" },
    seed: { type: "string", default: "1" },
    seeds: { type: "string" },
    keep: { type: "boolean", default: false },
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
  const seeds = seedsAsked()
  if (seeds.length === 1) return runHere({ seed: seeds[0] as number, orders, kills })
  const exact = seeds.filter((seed) => runApart({ seed, orders, kills }) === 0)
  if (!options.json) console.log(`${exact.length} of ${seeds.length} seeds ended exact.`)
  return exact.length === seeds.length ? 0 : 1
}

async function runHere(asked: { seed: number; orders: number; kills: number }): Promise<number> {
  const say = (words: string) => (options.json ? undefined : console.log(`· ${words}`))
  const result = await runSeed({ ...asked, keep: options.keep, say })
  console.log(options.json ? JSON.stringify(result) : report(result))
  return result.differences.length > 0 ? 1 : 0
}

/** Each seed in a process of its own: nothing of one run can help or hinder the next. */
function runApart(asked: { seed: number; orders: number; kills: number }): number {
  const args = Object.entries(asked).flatMap(([name, value]) => [`--${name}`, String(value)])
  const { status } = spawnSync(
    process.execPath,
    [import.meta.filename, ...args, "--built", ...(options.json ? ["--json"] : [])],
    {
      stdio: "inherit",
    },
  )
  return status ?? 1
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(inspect(error))
    process.exit(1)
  },
)
