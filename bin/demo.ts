import { rm } from "node:fs/promises"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { startEmbeddedDatabase } from "#app/lib/embedded-database/embedded-database.server.ts"
import { buildPagesIfStale } from "./demo/build-pages.ts"
import { proveMainJob } from "./demo/main-job.ts"
import { freePorts, requireFreePort } from "./demo/processes.ts"
import { openShop, playScenarioOnce } from "./demo/scenario.ts"
import { startWorld, type World } from "./demo/start-world.ts"
import { adminAddress, WORLD_FOLDER } from "./demo/world-file.ts"

// `npm run demo`: the whole world on this machine. docs: README.md; commands and promises: `npm run demo -- --help`.
const HELP = `npm run demo [-- OPTIONS]
  --port N     front door of the simulator (default 4000); the app takes N+1, the storefront N+2
  --fresh      forget everything and start over
  --once       in a world of its own: buy, wait, refund, check; exit 0 or 1 with the reason
  --empty      the shop as on its first day: app installed, nothing published, nothing sold
  --dev        live reload of the pages (npm run dev)`

const { values: options } = parseArgs({
  options: {
    port: { type: "string", default: "4000" },
    fresh: { type: "boolean", default: false },
    once: { type: "boolean", default: false },
    empty: { type: "boolean", default: false },
    dev: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
})

const SAME_SIGNAL_MS = 1000

async function main(): Promise<number> {
  if (options.help) {
    console.log(HELP)
    return 0
  }
  if (!options.dev && (await announced("Building the pages", buildPagesIfStale))) console.log("  built")
  return options.once ? runOnce() : runDemo()
}

/** The main job in a throwaway world beside a running demo, on ports of its own. */
async function runOnce(): Promise<number> {
  const folder = join(WORLD_FOLDER, "once")
  await forget(folder)
  const [front, app, storefront] = (await freePorts(3)) as [number, number, number]
  const world = await announced("Starting the database, the simulator and the app", () =>
    startWorld({ folder, ports: [front, app, storefront], throwaway: true }),
  )
  stopOnSignal(world)
  try {
    await proveMainJob(world, (words) => console.log(`  ✓ ${words}`))
    console.log("The main job works: an order became points and a tier, and the shopper saw them.")
    return 0
  } catch (error) {
    console.error(`  ✗ ${error instanceof Error ? error.message : String(error)}`)
    console.error(`The logs are in ${folder}`)
    return 1
  } finally {
    await world.stop()
  }
}

async function runDemo(): Promise<number> {
  const front = Number(options.port)
  if (!Number.isInteger(front) || front < 1024 || front > 65533)
    throw new Error(`--port ${options.port} is not a port from 1024 to 65533`)
  const ports: [number, number, number] = [front, front + 1, front + 2]
  for (const port of ports) await requireFreePort(port)
  if (options.fresh) await announced("Forgetting the old world", () => forget(WORLD_FOLDER))
  const world = await announced("Starting the database, the simulator and the app", () =>
    startWorld({ folder: WORLD_FOLDER, ports, dev: options.dev }),
  )
  const stop = stopOnSignal(world)
  try {
    if (options.empty) await openShop(world, "bare")
    else await playScenarioOnce(world)
  } catch (error) {
    await world.stop()
    throw error
  }
  console.log(`
  Admin        ${adminAddress(world)}
  Storefront   ${world.storefrontOrigin}/
  The desk     ${world.simulatorOrigin}/desk/zrance/orders   (act as the shop: pay, fulfil, refund)
  Everything   ${world.simulatorOrigin}/                     (with the clock of this world)

  npm run regulars -- help      Ctrl-C stops all; the data stays.`)
  const firstToEnd = Promise.race(world.running.map((process) => process.ended))
  const reason = await Promise.race([stop.done, firstToEnd])
  if (stop.isAsked()) {
    await stop.done
    return 0
  }
  console.error(reason)
  await world.stop()
  return 1
}

/**
 * `done` resolves after Ctrl-C (or a plain kill) has stopped the world. A second one does not wait; but npm, the
 * bootstrap and the terminal may each hand us the same Ctrl-C, so what comes at once is one.
 */
function stopOnSignal(world: World): { isAsked: () => boolean; done: Promise<void> } {
  let askedAt: number | null = null
  const done = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.on(signal, async () => {
        if (askedAt !== null && Date.now() - askedAt > SAME_SIGNAL_MS) process.exit(130)
        if (askedAt !== null) return
        askedAt = Date.now()
        console.log("\n· Stopping")
        await world.stop()
        resolve()
        if (options.once) process.exit(130)
      })
  })
  return { isAsked: () => askedAt !== null, done }
}

async function forget(folder: string): Promise<void> {
  const cluster = await startEmbeddedDatabase({ folder: join(folder, "postgres") })
  await cluster.destroy()
  await rm(folder, { recursive: true, force: true })
}

async function announced<T>(words: string, work: () => Promise<T>): Promise<T> {
  console.log(`· ${words}`)
  return work()
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message)
    process.exit(1)
  },
)
