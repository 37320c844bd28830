import fc from "fast-check"
import { expect, test } from "vitest"
import { readDecimal } from "./decimal-text.ts"
import { toCanonical, toLocal } from "./local-number.ts"

test.each([
  ["en", "1,234.50", "1234.50"],
  ["en", "1,234", "1234"],
  ["en", "12,345,678", "12345678"],
  ["en", "1.5", "1.5"],
  ["en", "1,5", "1.5"],
  ["en", "1 234.5", "1234.5"],
  ["bg", "1 234,50", "1234.50"],
  ["bg", "1234,5", "1234.5"],
  ["bg", "1.5", "1.5"],
  ["bg", "1.234,50", "1234.50"],
  ["bg", "1.234.567", "1234567"],
  ["ru", "10\u00a0000,75", "10000.75"],
  ["ru", "10\u202f000", "10000"],
  ["ru", "1,234", "1.234"],
  ["en", "7.", "7"],
])("in %s, %j is %s", (locale, typed, canonical) => expect(toCanonical(typed, locale)).toBe(canonical))

test.each([
  ["en", "1,23,456"],
  ["en", "1.2.3"],
  ["en", "1.234,567,8"],
  ["bg", "12,34,5"],
  ["en", "-5"],
  ["en", "ten"],
  ["ru", ""],
])("in %s, %j is no plain number and stays for whoever checks the form", (locale, typed) => {
  expect(toCanonical(typed, locale)).toBe(typed)
})

test.each([
  ["en", "1234567.5", "1,234,567.5"],
  ["en", "1234", "1,234"],
  ["bg", "1234.50", "1234,50"],
  ["bg", "12345.50", "12\u00a0345,50"],
  ["ru", "1234.50", "1\u00a0234,50"],
  ["bg", "not a number", "not a number"],
  ["en", "", ""],
])("in %s, %j is written %j", (locale, canonical, written) => expect(toLocal(canonical, locale)).toBe(written))

test("what is written in a language is read again as the same number, and the server understands it", () => {
  const amount = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.integer({ min: 0, max: 3 }))
  fc.assert(
    fc.property(fc.constantFrom("en", "bg", "ru"), amount, (locale, [digits, scale]) => {
      const text = String(digits).padStart(scale + 1, "0")
      const canonical = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`
      // Three decimals after a whole of up to three digits look like thousands to nobody who writes them so.
      expect(toCanonical(toLocal(canonical, locale), locale)).toBe(canonical)
      expect(readDecimal(canonical)).toEqual({ digits, scale })
    }),
  )
})
