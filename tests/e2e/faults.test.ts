import { expect, test } from "vitest"
import { runSeed } from "../faults/run-seed.ts"

// The small run of `npm run test:faults`: real processes, every fault at once, some killed on the way.
test("after webhooks lost and repeated, answers lost and processes killed, not a point is wrong", async () => {
  const result = await runSeed({ seed: 20_260, orders: 150, kills: 4 })
  expect(result.differences).toEqual([])
  expect(result.kills).toBe(4)
  expect(Object.values(result.faults).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(100)
})
