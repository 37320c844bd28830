import fc from "fast-check"
import { expect, test } from "vitest"
import { toCanonical } from "./local-number.ts"
import { readPercent, writePercent } from "./percent.ts"

test.each([
  ["en", "12.5", 1250],
  ["bg", "12,5", 1250],
  ["ru", "0,01", 1],
  ["en", "100", 10_000],
  ["bg", "100,01", null],
  ["ru", "1,234", null],
  ["en", "", null],
  ["en", "half", null],
])("in %s, %j percent is %j hundredths", (locale, typed, hundredths) => {
  expect(readPercent(toCanonical(typed, locale))).toBe(hundredths)
})

test("what is written is read again", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), (hundredths) => {
      expect(readPercent(writePercent(hundredths))).toBe(hundredths)
    }),
  )
  expect([writePercent(1250), writePercent(10_000), writePercent(0), writePercent(5)]).toEqual([
    "12.5",
    "100",
    "0",
    "0.05",
  ])
})
