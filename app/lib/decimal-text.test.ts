import fc from "fast-check"
import { expect, test } from "vitest"
import { readDecimal, readRatio, writeRatio } from "./decimal-text.ts"

test.each([
  ["10", 10n, 0],
  ["1.50", 150n, 2],
  ["1,50", 150n, 2],
  [" 1 234,5 ", 12345n, 1],
  ["7.", 7n, 0],
])("%j is read as %d with %d decimals", (text, digits, scale) => {
  expect(readDecimal(text)).toEqual({ digits, scale })
})

test.each(["", "abc", "-3", "1,234.50", "1.2.3", "1e3", "٣", "+5"])("%j is refused rather than guessed", (text) => {
  expect(readDecimal(text)).toBeNull()
})

test.each([
  ["1.25", 5, 4],
  ["1,5", 3, 2],
  ["4/3", 4, 3],
  ["2", 2, 1],
  ["10/4", 5, 2],
])("the multiplier %j is %d/%d", (text, numerator, denominator) => {
  expect(readRatio(text)).toEqual({ numerator, denominator })
})

test.each(["1/0", "1.1234567", "x2", "-1"])("the multiplier %j is refused", (text) => {
  expect(readRatio(text)).toBeNull()
})

test("a multiplier without an end in decimals is shown as a fraction", () => {
  expect(writeRatio({ numerator: 8, denominator: 6 })).toBe("4/3")
  expect(writeRatio({ numerator: 5, denominator: 4 })).toBe("1.25")
  expect(writeRatio({ numerator: 1, denominator: 1000 })).toBe("0.001")
})

test("any multiplier is the same after it was shown and read back", () => {
  const ratio = fc.record({
    numerator: fc.integer({ min: 0, max: 1_000_000 }),
    denominator: fc.integer({ min: 1, max: 1_000_000 }),
  })
  fc.assert(
    fc.property(ratio, ({ numerator, denominator }) => {
      const read = readRatio(writeRatio({ numerator, denominator }))
      expect(read && BigInt(read.numerator) * BigInt(denominator)).toBe(
        read && BigInt(read.denominator) * BigInt(numerator),
      )
      expect(read).not.toBeNull()
    }),
  )
})
