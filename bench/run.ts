import { readFileSync } from "node:fs"
import { join } from "node:path"
import { parseArgs } from "node:util"
import type { Bench, BenchResult } from "./bench.ts"

// `npm run bench [-- NAME] [--json]`: each speed claim beside its reference, in one run. Exit 1 when a goal is missed.

const BENCHES: Record<string, () => Promise<Bench>> = {
  ingress: async () => (await import("./ingress.ts")).ingress,
}

const goals = JSON.parse(readFileSync(join(import.meta.dirname, "goals.json"), "utf8")) as Record<
  string,
  { ratio: number }
>

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
    const result = judge(name, measured)
    ok &&= result.ok
    if (values.json) console.log(JSON.stringify(result))
    else console.log(tableOf(result))
  }
  return ok ? 0 : 1
}

type Judged = BenchResult & { name: string; ratio: number; goal: number; ok: boolean }

function judge(name: string, measured: BenchResult): Judged {
  const goal = goals[name]?.ratio ?? 1
  const ratio = Math.round((100 * measured.ours.value) / measured.reference.value) / 100
  return { name, ...measured, ratio, goal, ok: ratio >= goal }
}

function tableOf({ name, ours, reference, ratio, goal, ok, rssPeakMb }: Judged): string {
  const rows = [
    ["Regulars", `${ours.value} ${ours.unit}`, ours.p99Ms === undefined ? "" : `p99 ${ours.p99Ms} ms`],
    [
      reference.what,
      `${reference.value} ${reference.unit}`,
      reference.p99Ms === undefined ? "" : `p99 ${reference.p99Ms} ms`,
    ],
  ]
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] as string).length)))
  const lines = rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] as number)).join("  ")}`)
  const verdict = ok ? "reached" : "MISSED"
  const memory = rssPeakMb === null ? "" : `, at most ${rssPeakMb} MB of memory`
  return [name, ...lines, `  ${ratio} times as fast; goal ${goal} ${verdict}${memory}`].join("\n")
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  return 1
})
