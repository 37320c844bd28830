import { describe, expect, test } from "vitest"
import { calibrate, scoreOf, throttlingOf } from "./lighthouse.ts"

describe("the score", () => {
  test("is the weighted mean of the metrics, to a hundredth of a point", () => {
    const metrics = [
      { weight: 10, score: 0.5 },
      { weight: 25, score: 0.91 },
      { weight: 30, score: 1 },
      { weight: 25, score: 1 },
      { weight: 10, score: 0.33 },
    ]
    expect(scoreOf(metrics)).toBe(86.05)
  })

  test("leaves out what weighs nothing, measured or not", () => {
    expect(
      scoreOf([
        { weight: 10, score: 0.7 },
        { weight: 0, score: null },
      ]),
    ).toBe(70)
  })

  test.each([
    ["a metric that could not be measured", [{ weight: 10, score: null }]],
    ["no metric at all", []],
  ])("is refused for %s", (_words, metrics) => {
    expect(() => scoreOf(metrics)).toThrow(/Lighthouse/)
  })
})

describe("the throttling", () => {
  test("of severity 1 is Lighthouse's own for phones, of 2 half as fast", () => {
    expect(throttlingOf(1)).toEqual({ rttMs: 150, throughputKbps: 1638, cpuSlowdownMultiplier: 4 })
    expect(throttlingOf(2)).toEqual({ rttMs: 300, throughputKbps: 819, cpuSlowdownMultiplier: 4 })
  })

  test.each([
    ["as it is", 75, 1],
    ["a page that is fast", 99, 4],
    ["a page that is slow", 40, 0.5],
  ])("is found for %s", async (_words, atOne, expected) => {
    const measure = async (severity: number) => atOne - 8 * (severity - 1) * (atOne < 60 ? 5 : 1)
    const found = await calibrate(measure, { low: 60, high: 85, tries: 6 })
    expect(found.severity).toBe(expected)
    expect(found.score).toBeGreaterThanOrEqual(60)
    expect(found.score).toBeLessThanOrEqual(85)
  })

  test("is searched between two sides that both miss", async () => {
    const measure = async (severity: number) => (severity < 3 ? 95 : severity < 3.5 ? 70 : 30)
    expect(await calibrate(measure, { low: 60, high: 85, tries: 6 })).toEqual({ severity: 3, score: 70 })
  })

  test("is given up after so many tries", async () => {
    await expect(calibrate(async () => 100, { low: 60, high: 85, tries: 3 })).rejects.toThrow(/no throttling/)
  })
})
