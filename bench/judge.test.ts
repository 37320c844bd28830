import { expect, test } from "vitest"
import type { BenchResult } from "./bench.ts"
import { judge } from "./judge.ts"

const measured: BenchResult = {
  ours: { value: 1200, unit: "orders/s" },
  reference: { what: "a ledger", value: 1000, unit: "postings/s" },
  rssPeakMb: null,
  measures: { "p99 at half load, ms": 20 },
}

test.each([
  ["a ratio that is reached", { ratio: 1.2 }, true],
  ["a ratio that is missed", { ratio: 1.21 }, false],
  ["a floor that is reached", { atLeast: { "orders/s": 1200 } }, true],
  ["a floor that is missed", { atLeast: { "orders/s": 1201 } }, false],
  ["a limit that is kept", { atMost: { "p99 at half load, ms": 20 } }, true],
  ["a limit that is broken", { atMost: { "p99 at half load, ms": 19 } }, false],
  ["a goal for what nobody measured", { atMost: { "p95, ms": 150 } }, false],
  ["no goal at all", {}, true],
])("%s", (_name, goal, ok) => {
  expect(judge("one", measured, goal).ok).toBe(ok)
})

test("a ratio needs a reference", () => {
  expect(judge("one", { ...measured, reference: null }, { ratio: 1 })).toMatchObject({ ratio: null, ok: false })
})
