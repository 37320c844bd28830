import fc from "fast-check"
import { expect, test } from "vitest"
import { parseJsonExact } from "./json.ts"

/** The same by a reviver: slow, and easy to see that it is right. */
function parseByReviver(text: string): unknown {
  const exactly = (_key: string, value: unknown, context: { source?: string }) => {
    if (typeof value !== "number" || context.source === undefined) return value
    const isExact = String(value) === context.source && (Number.isSafeInteger(value) || !Number.isInteger(value))
    return isExact ? value : context.source
  }
  return JSON.parse(text, exactly as (key: string, value: unknown) => unknown)
}

function outcome(parse: (text: string) => unknown, text: string): unknown {
  try {
    return { value: parse(text) }
  } catch (error) {
    return { name: (error as Error).name }
  }
}

const number = fc.oneof(
  fc.bigInt().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.constantFrom("12.50", "-0", "0.10", "1E5", "1e-7", "9007199254740993", "100000000000000000000", "-12.0"),
)
const string = fc
  .oneof(fc.string(), fc.constantFrom('a"b', "\\", '\\"', ":12.50", "1e21,", "{"))
  .map((value) => JSON.stringify(value))
// JSON.parse of Node 24.21 may read the name `"k` as `"`, and then tells its reviver nothing of what stood there.
const name = string.filter((text) => !text.includes('\\"'))
const gap = fc.constantFrom("", " ", "\n\t")
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    number,
    string,
    fc.constantFrom("true", "false", "null"),
    fc
      .tuple(fc.array(tie("json"), { maxLength: 4 }), gap)
      .map(([items, space]) => `[${space}${items.join(`,${space}`)}]`),
    fc
      .tuple(fc.array(fc.tuple(name, tie("json")), { maxLength: 4 }), gap)
      .map(([members, space]) => `{${members.map(([named, value]) => `${named}${space}:${space}${value}`).join(",")}}`),
  ),
}))

test("every JSON reads as a reviver reads it", () => {
  fc.assert(
    fc.property(json, (text) => {
      expect(outcome(parseJsonExact, text)).toEqual(outcome(parseByReviver, text))
    }),
    { numRuns: 2000 },
  )
})

test("what is no JSON stays none", () => {
  const broken = fc
    .tuple(
      json,
      fc.nat(),
      fc.nat({ max: 2 }),
      fc.constantFrom("", '"', ",", ":", "1", "-", ".", "e", "{", "]", "\\", " "),
    )
    .map(([text, place, gone, extra]) => {
      const at = place % (text.length + 1)
      return text.slice(0, at) + extra + text.slice(at + gone)
    })
  fc.assert(
    fc.property(broken, (text) => {
      expect(outcome(parseJsonExact, text)).toEqual(outcome(parseByReviver, text))
    }),
    { numRuns: 4000 },
  )
})

test.each(["{12345678901234567890: 1}", "[12345678901234567890 1]", "1.5.5", "[01.50]", '{"a" 1.50}', "[1.50", "-"])(
  "%s is a SyntaxError",
  (text) => {
    expect(() => parseJsonExact(text)).toThrow(SyntaxError)
  },
)
