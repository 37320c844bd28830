import type { Random } from "./random.ts"

/** Values that have broken programs before, each written as it would stand in JSON. */
const NASTY_JSON = [
  "null",
  "true",
  "0",
  "-0",
  "-1",
  "1e999",
  "-1e999",
  "1e-999",
  "9007199254740993",
  "9223372036854775808",
  "-9223372036854775809",
  "9".repeat(400),
  "0.1",
  "12.345678901234567890",
  '""',
  '" "',
  '"0"',
  '"NaN"',
  '"Infinity"',
  '"-12.50"',
  '"1,50"',
  '"1e5"',
  '"\\u0000"',
  '"a\\u0000b"',
  '"\\ud800"',
  '"\\udc00\\ud800"',
  '"\\uffff"',
  '"\u202e\u0007"',
  '"gid://shopify/Order/1"',
  '"gid://shopify/Customer/99999999999999999999999999"',
  '"2026-13-45T99:99:99Z"',
  '"0000-00-00T00:00:00Z"',
  '"+275760-09-13T00:00:00.000Z"',
  '"-000001-01-01T00:00:00Z"',
  '"\'; DROP TABLE \\"Order\\"; --"',
  '"<script>alert(1)</script>"',
  '"{{constructor.constructor(1)()}}"',
  '"__proto__"',
  "[]",
  "[null]",
  "[[[[]]]]",
  "{}",
  '{"__proto__": {"polluted": true}}',
  '{"constructor": {"prototype": {"polluted": true}}}',
  '{"id": null}',
]

/** The same for addresses and forms, before percent-encoding. */
const NASTY_TEXT = [
  "",
  "0",
  "-1",
  "1e99",
  "NaN",
  "9".repeat(400),
  "9223372036854775808",
  "99999999999999999999",
  "gid://shopify/Order/1",
  "gid://shopify/Customer/9223372036854775808",
  "../../etc/passwd",
  "..\\..\\windows",
  '\'; DROP TABLE "Member"; --',
  "%",
  "%00",
  "%ff%fe",
  "\u0000",
  "\ud800",
  "\u202e\u0007\u001b[31m",
  "a b\tc",
  "<script>alert(1)</script>",
  "#{7*7}{{7*7}}",
  "__proto__",
  "constructor",
  "2026-03-10T10:00:00.000Z 1",
  "+275760-09-13T00:00:00.000Z gid://shopify/Order/1",
  "2026-03-10T10:00:00.000Z \u0000",
  "2026-03-10T10:00:00.000Z 9223372036854775808",
  "0000-01-01T00:00:00.000Z x",
  "x".repeat(3000),
  "Ω".repeat(300),
]

export function nastyJson(random: Random): string {
  if (random.once(8)) return deepJson(random)
  if (random.once(12)) return `"${"x".repeat(random.below(60_000))}"`
  return random.pick(NASTY_JSON)
}

export function nastyText(random: Random): string {
  return Buffer.from(random.pick(NASTY_TEXT)).toString() // half a surrogate pair becomes a whole character
}

/** Percent-encoded, whole or so broken that no decoder agrees with another. */
export function nastyQueryValue(random: Random): string {
  const text = nastyText(random)
  if (random.once(4))
    return random.pick(["%", "%zz", "%ff", "%c0%ae", "%ed%a0%80", "%00", "%0d%0aX-Injected:1", "+", "&&=", "=&"])
  return encodeURIComponent(text)
}

function deepJson(random: Random): string {
  const deep = random.pick([10, 50, 63, 64, 65, 200, 5000])
  return random.once(2) ? `${"[".repeat(deep)}${"]".repeat(deep)}` : `${'{"a":'.repeat(deep)}1${"}".repeat(deep)}`
}
