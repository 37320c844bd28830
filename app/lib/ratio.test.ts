import fc from "fast-check"
import { expect, test } from "vitest"
import { dealRounded, divide, splitByLargestRemainder } from "./ratio.ts"

test.each([
  [7n, 2n, 3n, 4n, 4n],
  [-7n, 2n, -4n, -4n, -3n],
  [5n, 3n, 1n, 2n, 2n],
  [4n, 3n, 1n, 1n, 2n],
  [6n, 3n, 2n, 2n, 2n],
])("%d / %d is %d rounded down, %d to the nearest, %d rounded up", (numerator, denominator, floor, halfUp, ceiling) => {
  expect(divide(numerator, denominator, "floor")).toBe(floor)
  expect(divide(numerator, denominator, "half_up")).toBe(halfUp)
  expect(divide(numerator, denominator, "ceiling")).toBe(ceiling)
})

test("a denominator of zero is refused", () => {
  expect(() => divide(1n, 0n, "floor")).toThrow("denominator must be positive")
})

test("ten split over three equal weights is four, three, three", () => {
  expect(splitByLargestRemainder(10, [1, 1, 1])).toEqual([4, 3, 3])
  expect(splitByLargestRemainder(-10, [1, 1, 1])).toEqual([-4, -3, -3])
  expect(splitByLargestRemainder(10, [0, 0])).toEqual([0, 0])
})

test("parts add up to the whole, and none is a unit away from its exact share", () => {
  const weights = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), weights, (total, shares) => {
      const sum = shares.reduce((a, b) => a + b, 0)
      const parts = splitByLargestRemainder(total, shares)
      expect(parts.reduce((a, b) => a + b, 0)).toBe(sum === 0 ? 0 : total)
      for (const [index, part] of parts.entries())
        if (sum > 0) expect(Math.abs(part * sum - total * (shares[index] as number))).toBeLessThan(sum)
    }),
  )
})

test("229.00 and 21.90 rounded down together are 250: 229 and 21, because whole points come first", () => {
  expect(dealRounded(250, [22_900n, 2_190n], 100n)).toEqual([229, 21])
})

test("a rounded sum is dealt out whole, each share with its own whole part at least", () => {
  const numerators = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 30 })
  const rounding = fc.constantFrom("floor" as const, "half_up" as const, "ceiling" as const)
  fc.assert(
    fc.property(numerators, fc.bigInt({ min: 1n, max: 10n ** 6n }), rounding, (shares, denominator, how) => {
      const total = Number(
        divide(
          shares.reduce((a, b) => a + b, 0n),
          denominator,
          how,
        ),
      )
      const parts = dealRounded(total, shares, denominator)
      expect(parts.reduce((a, b) => a + b, 0)).toBe(total)
      for (const [index, part] of parts.entries()) {
        const whole = Number((shares[index] as bigint) / denominator)
        expect([whole, whole + 1]).toContain(part)
      }
    }),
  )
})
