import { expect, test } from "vitest"
import { percentOf, remainingMinutes, remainingMs } from "./remaining.ts"

test.each([
  [{ atMs: 0, done: 0 }, { atMs: 10_000, done: 100 }, 400, 30_000],
  [{ atMs: 5_000, done: 50 }, { atMs: 15_000, done: 100 }, 100, 0],
  [{ atMs: 0, done: 0 }, { atMs: 2_999, done: 100 }, 400, null],
  [{ atMs: 0, done: 10 }, { atMs: 60_000, done: 10 }, 400, null],
])("from %j to %j of %i takes %j ms more", (first, now, total, ms) => expect(remainingMs(first, now, total)).toBe(ms))

test("minutes are rounded up, and less than one is none", () => {
  expect([59_999, 60_000, 60_001].map(remainingMinutes)).toEqual([0, 1, 2])
})

test("it is a hundred percent only when all is done", () => {
  expect([percentOf(999, 1000), percentOf(1000, 1000), percentOf(0, 0), percentOf(5, 3)]).toEqual([99, 100, 0, 100])
})
