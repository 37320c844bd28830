import { expect, test } from "vitest"
import { parseJsonExact } from "./json.ts"

const read = (number: string) => (parseJsonExact(`{"id":${number}}`) as { id: unknown }).id

test.each([
  ["9007199254740991", 9007199254740991],
  ["12.5", 12.5],
  ["-3", -3],
  ["0", 0],
])("%s fits a number", (written, value) => {
  expect(read(written)).toBe(value)
})

test.each([
  ["beyond 2^53, digits that a number would lose", "820982911946154508"],
  ["beyond 2^53, digits that a number happens to print again", "820982911946154500"],
  ["a power of two", "9007199254740992"],
  ["a decimal with its last zero", "12.50"],
  ["an exponent", "1e21"],
])("%s: stays as written", (_what, written) => {
  expect(read(written)).toBe(written)
})

test("broken JSON is a SyntaxError", () => {
  expect(() => parseJsonExact("{")).toThrow(SyntaxError)
})
