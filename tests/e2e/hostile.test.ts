import { expect, test } from "vitest"
import { runHostile } from "../hostile/run-hostile.ts"

test("two thousand hostile requests find every door shut, and everything behind it as it was", async () => {
  const { faults } = await runHostile({ requests: 2000, seed: 1 })
  expect(faults).toEqual([])
})
