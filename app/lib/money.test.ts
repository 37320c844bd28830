import fc from "fast-check"
import { expect, test } from "vitest"
import { formatDecimal, formatMoney, parseMinor, withAllDecimals } from "./money.ts"

test.each([
  ["12.50", "EUR", 1250],
  [12.5, "EUR", 1250],
  ["-3", "EUR", -300],
  ["0.005", "EUR", 1],
  ["0.0049", "EUR", 0],
  ["1999", "JPY", 1999],
  ["1999.5", "JPY", 2000],
  ["1.2345", "KWD", 1235],
  ["1.", "EUR", 100],
])("%s %s is %d minor units", (amount, currency, minor) => {
  expect(parseMinor(amount, currency)).toBe(minor)
})

test.each(["", "1e2", "12,50", "NaN", "--1", "1.2.3", "٣"])("%j is no amount of money", (amount) => {
  expect(() => parseMinor(amount, "EUR")).toThrow("not an amount of money")
})

test("an amount beyond 2^53 is refused instead of rounded", () => {
  expect(() => parseMinor("99999999999999999", "EUR")).toThrow("amount too large")
})

test("what is written can be read back, in currencies with none, two and three decimals", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.constantFrom("JPY", "EUR", "KWD"), (minor, currency) => {
      expect(parseMinor(formatDecimal(minor, currency), currency)).toBe(minor + 0)
    }),
  )
})

test("money is written in the reader's language", () => {
  expect(formatMoney(1250, "EUR", "bg")).toBe("12,50\u00a0€")
  expect(formatMoney(1999, "JPY", "en")).toBe("¥1,999")
})

test.each([
  ["12.5", "EUR", "12.50"],
  ["12", "EUR", "12.00"],
  ["12.", "EUR", "12.00"],
  ["500", "JPY", "500"],
  ["1.5", "KWD", "1.500"],
  ["1.505", "EUR", "1.505"],
  ["12,5", "EUR", "12,5"],
  ["", "EUR", ""],
])("%j %s is tidied to %j", (amount, currency, tidy) => expect(withAllDecimals(amount, currency)).toBe(tidy))
