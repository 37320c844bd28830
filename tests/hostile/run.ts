import { parseArgs } from "node:util"
import { buildPagesIfStale } from "../../bin/demo/build-pages.ts"
import { runHostile } from "./run-hostile.ts"

// `npm run test:hostile -- --requests 100000 --seed 1 [--only N]`: exit 1 when a door failed.

const { values } = parseArgs({
  options: { requests: { type: "string" }, seed: { type: "string" }, only: { type: "string" } },
})
const requests = Number(values.requests ?? 100_000)
const seed = Number(values.seed ?? 1)
const stopping = new AbortController()
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort())
await buildPagesIfStale()
const { faults, table, seconds } = await runHostile({
  requests,
  seed,
  only: values.only === undefined ? undefined : Number(values.only),
  stopping: stopping.signal,
  tell: (words) => console.error(`· ${words}`),
})
console.log(table.join("\n"))
console.log(
  `\n${requests} requests in ${seconds.toFixed(0)} s, seed ${seed}: ${faults.length === 0 ? "every door held" : `${faults.length} faults`}`,
)
for (const fault of faults) console.log(`  ✗ ${fault}`)
process.exitCode = faults.length === 0 ? 0 : 1
