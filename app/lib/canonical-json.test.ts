import fc from "fast-check"
import { expect, test } from "vitest"
import { canonicalJson } from "./canonical-json.ts"

test("keys stand in order at every depth, and nothing else changes", () => {
  expect(canonicalJson({ b: [{ d: 1, c: "x" }, null], a: { z: true, y: undefined } })).toBe(
    '{"a":{"z":true},"b":[{"c":"x","d":1},null]}',
  )
})

test("it is JSON of the same value, and the same for the same value in any order", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const turned = JSON.parse(JSON.stringify(value), (_key, entry) =>
        entry && typeof entry === "object" && !Array.isArray(entry)
          ? Object.fromEntries(Object.entries(entry).reverse())
          : entry,
      )
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      expect(canonicalJson(turned)).toBe(canonicalJson(value))
    }),
  )
})
