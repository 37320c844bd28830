import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { distanceFrom, median, medianInterval, nearestRank } from "./paired.ts"

test.each([
  [[3], 3],
  [[5, 1, 3], 3],
  [[4, 1, 3, 2], 2.5],
  [[-1, -3, -2], -2],
])("the median of %j is %d", (values, expected) => {
  expect(median(values)).toBe(expected)
})

test.each([
  [[10, 20, 30, 40, 50], 0.75, 40],
  [[10, 20, 30, 40], 0.75, 30],
  [[10, 20, 30, 40], 0.76, 40],
  [[7], 0.75, 7],
  [[3, 1, 2], 0, 1],
  [[3, 1, 2], 1, 3],
])("of %j the nearest rank at %d is %d", (values, share, expected) => {
  expect(nearestRank(values, share)).toBe(expected)
})

test("nothing has neither a median, nor a quantile, nor an interval", () => {
  for (const ask of [() => median([]), () => nearestRank([], 0.5), () => medianInterval([])])
    expect(ask).toThrow(/nothing/)
})

describe("the interval of the median", () => {
  /** Ranks and chances as tables of the sign test give them (two-sided, at least 95 %). */
  test.each([
    [6, 1, 0.96875],
    [8, 1, 0.9921875],
    [9, 2, 0.9609375],
    [10, 2, 0.978515625],
    [12, 3, 0.96142578125],
    [15, 4, 0.96484375],
    [20, 6, 0.9586105346679688],
  ])("of %d values reaches from rank %d, with a chance of %d", (count, rank, chance) => {
    const values = Array.from({ length: count }, (_, index) => index + 1)
    const interval = medianInterval(values)
    expect(interval).toMatchObject({ low: rank, high: count + 1 - rank })
    expect(interval.confidence).toBeCloseTo(chance, 12)
  })

  test("of five values is their range, and says that its chance is smaller", () => {
    expect(medianInterval([5, 4, 3, 2, 1])).toEqual({ low: 1, high: 5, confidence: 0.9375 })
  })

  test("holds the median, in whatever order the values come", () => {
    const few = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(few, (values) => {
        const { low, high } = medianInterval(values)
        expect(low).toBeLessThanOrEqual(median(values))
        expect(high).toBeGreaterThanOrEqual(median(values))
        expect(medianInterval(values.toReversed())).toEqual(medianInterval(values))
      }),
    )
  })

  test("holds the truth as often as it says: of 2,000 draws of nine around 0, some 96 in a hundred", () => {
    // A fixed congruential sequence: the same draws on each run. Skewed on purpose; its median is 0.
    let state = 20261122
    const draw = () => {
      state = (state * 1664525 + 1013904223) % 2 ** 32
      const even = state / 2 ** 32 - 0.5
      return even < 0 ? even : even ** 2 * 40
    }
    const held = Array.from({ length: 2000 }, () => medianInterval(Array.from({ length: 9 }, draw)))
    const share = held.filter((interval) => distanceFrom(interval, 0) === 0).length / held.length
    expect(share).toBeGreaterThan(0.945)
    expect(share).toBeLessThan(0.975)
  })
})

test.each([
  [{ low: -1, high: 2 }, 0, 0],
  [{ low: 0, high: 2 }, 0, 0],
  [{ low: 0.5, high: 2 }, 0, 0.5],
  [{ low: -3, high: -1 }, 0, 1],
])("the interval %j is from %d as far as %d", (interval, value, distance) => {
  expect(distanceFrom({ ...interval, confidence: 0.96 }, value)).toBe(distance)
})
