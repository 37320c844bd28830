import fc from "fast-check"
import { expect, test } from "vitest"
import { findJsonFault } from "./json-scan.ts"

const DEEPEST = 64
const scan = (text: string) => findJsonFault(Buffer.from(text), DEEPEST)

/** What JSON.parse makes of it: the oracle, for everything not nested too deeply. */
function isObjectByParsing(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === "object" && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

const cases: [string, "broken" | "too_deep" | null][] = [
  ["{}", null],
  [' \n\t\r{ "a" : [ 1 , -0.5e+10 , true , false , null , "\\u00e9\\n" , {} , [] ] } ', null],
  ['{"a":"{[\\"}"}', null],
  ["", "broken"],
  ["[]", "broken"],
  ["1", "broken"],
  ["{} {}", "broken"],
  ['{"a":1,}', "broken"],
  ["{,}", "broken"],
  ['{"a"}', "broken"],
  ['{"a":}', "broken"],
  ['{"a":[1,]}', "broken"],
  ['{"a":[,]}', "broken"],
  ['{"a":[}', "broken"],
  ['{"a":{]}', "broken"],
  ['{"a":01}', "broken"],
  ['{"a":.5}', "broken"],
  ['{"a":1.}', "broken"],
  ['{"a":1e}', "broken"],
  ['{"a":+1}', "broken"],
  ['{"a":-}', "broken"],
  ['{"a":NaN}', "broken"],
  ['{"a":nul}', "broken"],
  ['{"a":nullx}', "broken"],
  ['{"a":"\\x"}', "broken"],
  ['{"a":"\\u12G4"}', "broken"],
  ['{"a":"\\', "broken"],
  ['{"a":"b', "broken"],
  ['{"a":"\n"}', "broken"],
  ["{'a':1}", "broken"],
  ["{a:1}", "broken"],
  ["{1:1}", "broken"],
  ["\ufeff{}", "broken"],
  [`{"a":${"[".repeat(63)}${"]".repeat(63)}}`, null],
  [`{"a":${"[".repeat(64)}${"]".repeat(64)}}`, "too_deep"],
]

test.each(cases)("%j", (text, fault) => {
  expect(scan(text)).toBe(fault)
})

test("agrees with JSON.parse on every value, however it is written", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 })), fc.nat(4), (value, indent) => {
      expect(scan(JSON.stringify(value, null, indent))).toBeNull()
    }),
  )
})

test("agrees with JSON.parse on texts that were damaged in one or two places", () => {
  const damage = fc.record({
    place: fc.double({ min: 0, max: 1, noNaN: true }),
    put: fc.constantFrom(...'{}[]",:\\0.-e +tn1u'),
    cut: fc.nat(2),
  })
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })),
      fc.array(damage, { minLength: 1, maxLength: 2 }),
      (value, damages) => {
        let text = JSON.stringify(value)
        for (const { place, put, cut } of damages) {
          const at = Math.floor(place * text.length)
          text = text.slice(0, at) + put + text.slice(at + cut)
        }
        expect(scan(text) === null).toBe(isObjectByParsing(text))
      },
    ),
    { numRuns: 2000 },
  )
})
