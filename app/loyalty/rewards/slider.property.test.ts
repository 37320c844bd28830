import fc from "fast-check"
import { expect, test } from "vitest"
import type { Slider } from "./reward.ts"
import { rewardTermsSchema } from "./reward.ts"
import { isChoice, sliderPoints, sliderValue, worthMinor } from "./slider.ts"

/** Sliders as the terms allow them: both the least and each step are whole minor units. */
const sliders = fc
  .record({
    unitPoints: fc.integer({ min: 1, max: 500 }),
    unitMinor: fc.integer({ min: 1, max: 500 }),
    first: fc.integer({ min: 1, max: 20 }),
    step: fc.integer({ min: 1, max: 20 }),
    steps: fc.integer({ min: 0, max: 50 }),
    rest: fc.integer({ min: 0, max: 500 }),
  })
  .map(({ unitPoints, unitMinor, first, step, steps, rest }): Slider => {
    const minPoints = first * unitPoints
    const stepPoints = step * unitPoints
    const maxPoints = minPoints + steps * stepPoints + (rest % stepPoints)
    return { kind: "amount_off_slider", unitPoints, unitMinor, minPoints, stepPoints, maxPoints }
  })

const terms = (gives: object) => rewardTermsSchema.safeParse({ schema: 1, name: "Off", currency: "EUR", gives })

test("points come down to the dearest choice they pay for, never more than asked", () => {
  fc.assert(
    fc.property(sliders, fc.integer({ min: 0, max: 30_000 }), (slider, points) => {
      const chosen = sliderPoints(slider, points)
      if (chosen === null) return void expect(points).toBeLessThan(slider.minPoints)
      expect(isChoice(slider, chosen)).toBe(true)
      expect(chosen).toBeLessThanOrEqual(points)
      const dearer = chosen + slider.stepPoints
      expect(dearer > points || dearer > slider.maxPoints).toBe(true)
      expect(sliderPoints(slider, chosen)).toBe(chosen)
    }),
  )
})

test("a choice is worth exactly its share: no rounding, and more points are never worth less", () => {
  fc.assert(
    fc.property(sliders, fc.integer({ min: 0, max: 50 }), (slider, steps) => {
      expect(terms(slider).success).toBe(true)
      const points = sliderPoints(slider, slider.minPoints + steps * slider.stepPoints) as number
      expect(sliderValue(slider, points) * slider.unitPoints).toBe(points * slider.unitMinor)
      const next = points + slider.stepPoints
      if (isChoice(slider, next)) expect(sliderValue(slider, next)).toBeGreaterThan(sliderValue(slider, points))
      expect(worthMinor(slider, points)).toBe(sliderValue(slider, points))
    }),
  )
})

test("terms refuse steps that are no whole amount, and a most below the least", () => {
  const slider = { kind: "amount_off_slider", unitPoints: 3, unitMinor: 1, minPoints: 3, stepPoints: 3, maxPoints: 30 }
  const faultsOf = (change: object) => terms({ ...slider, ...change }).error?.issues.map((issue) => issue.message)
  expect(faultsOf({})).toBeUndefined()
  expect(faultsOf({ stepPoints: 4 })).toEqual(["not_a_whole_amount"])
  expect(faultsOf({ minPoints: 5 })).toEqual(["not_a_whole_amount"])
  expect(faultsOf({ maxPoints: 2 })).toEqual(["max_below_min"])
})

test("points that are no choice have no value", () => {
  const slider: Slider = {
    kind: "amount_off_slider",
    unitPoints: 1,
    unitMinor: 1,
    minPoints: 100,
    stepPoints: 50,
    maxPoints: 225,
  }
  for (const points of [0, 99, 101, 225, 250]) expect(() => sliderValue(slider, points)).toThrow("no choice")
  expect(sliderPoints(slider, 9999)).toBe(200)
})
