import { expect, test } from "vitest"
import type { PlainKey, TextKey } from "./messages.ts"
import { translator } from "./translate.ts"

/** What the compiler refuses; were one of these lines accepted, `npm run typecheck` would fail on its remark. */
const refused = [
  // @ts-expect-error no such key
  () => translator("en")("home.nothing"),
  // @ts-expect-error a plural needs its count
  () => translator("en")("points.count"),
  // @ts-expect-error a count is a number
  () => translator("en")("points.count", { count: "2" }),
  // @ts-expect-error one value is missing
  () => translator("en")("tiers.change", { from: "Silver" }),
  // @ts-expect-error a value has another name
  () => translator("en")("tiers.toNext", { tier: "Gold" }),
  // @ts-expect-error one of the keys it may be needs a value
  () => translator("en")("tiers.toNext" as "tiers.toNext" | "tiers.title"),
  // @ts-expect-error any key may need values
  () => translator("en")("home.title" as TextKey),
]

test("keys and the values that their texts need are checked before anything runs", () => {
  const plain: PlainKey = "home.title"
  expect(translator("en")(plain)).toBe("Home")
  expect(translator("en")("tiers.change", { from: "Silver", to: "Gold" })).toBe("Silver → Gold")
  expect(refused).toHaveLength(7)
})
