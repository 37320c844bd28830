import { expect, test } from "vitest"
import { createWindowCounts } from "./window-counts.ts"

test("counts go up within a window and begin anew after it", () => {
  let clock = 0
  const counts = createWindowCounts(10, () => clock)
  expect([counts.add("a", 1000), counts.add("a", 1000), counts.add("b", 1000)]).toEqual([1, 2, 1])
  clock = 999
  expect(counts.add("a", 1000)).toBe(3)
  clock = 1000
  expect(counts.add("a", 1000)).toBe(1)
})

test("ever new keys push out the oldest, never the newest", () => {
  const counts = createWindowCounts(100, () => 0)
  counts.add("old", 1000)
  for (let key = 0; key < 1000; key += 1) counts.add(`flood ${key}`, 1000)
  expect(counts.add("old", 1000)).toBe(1)
  expect(counts.add("flood 999", 1000)).toBe(2)
})
