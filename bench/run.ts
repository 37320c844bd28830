import { readFileSync } from "node:fs"
import { join } from "node:path"
import { parseArgs } from "node:util"
import type { Bench, Goal } from "./bench.ts"
import { judge, tableOf } from "./judge.ts"

// `npm run bench [-- NAME] [--json]`: each speed claim beside its reference, in one run. Exit 1 when a goal is missed.

const BENCHES: Record<string, () => Promise<Bench>> = {
  ingress: async () => (await import("./ingress.ts")).ingress,
  earn: async () => (await import("./earn.ts")).earn,
  redeem: async () => (await import("./redeem.ts")).redeem,
  backfill: async () => (await import("./backfill.ts")).backfill,
  panel: async () => (await import("./panel.ts")).panel,
  lists: async () => (await import("./lists.ts")).lists,
  admin: async () => (await import("./admin.ts")).admin,
  storefront: async () => (await import("./storefront.ts")).storefront,
}

const goals = JSON.parse(readFileSync(join(import.meta.dirname, "goals.json"), "utf8")) as Record<string, Goal>

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { json: { type: "boolean" } }, allowPositionals: true })
  const names = positionals.length > 0 ? positionals : Object.keys(BENCHES)
  const unknown = names.find((name) => !(name in BENCHES))
  if (unknown) {
    console.error(`There is no bench "${unknown}". There are: ${Object.keys(BENCHES).join(", ")}`)
    return 2
  }
  let ok = true
  for (const name of names) {
    const bench = await (BENCHES[name] as () => Promise<Bench>)()
    const measured = await bench((words) => console.error(`· ${words}`))
    const result = judge(name, measured, goals[name] ?? {})
    ok &&= result.ok
    if (values.json) console.log(JSON.stringify(result))
    else console.log(tableOf(result))
  }
  return ok ? 0 : 1
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  return 1
})
