import { describe, expect, it } from "vitest"
import { EMPTY_LOOK, type Look } from "./look.ts"
import { LOOK_BYTES_AT_MOST, lookValue } from "./look-value.ts"

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value))
const lookWith = (texts: Look["texts"]): Look => ({ ...EMPTY_LOOK, texts })

describe("what the storefront reads of a look", () => {
  it("leaves empty colours out", () => {
    const { value, cut } = lookValue({ ...EMPTY_LOOK, colours: { ...EMPTY_LOOK.colours, accent: "#112233" } }, ["en"])
    expect(value).toEqual({ launcher: EMPTY_LOOK.launcher, colours: { accent: "#112233" }, texts: {} })
    expect(cut).toEqual([])
  })

  it("is measured in bytes: letters of other alphabets, quotes and pictures count more than one", () => {
    const look = lookWith({ bg: { "visitor.login": 'Вход "тук"', "join.button": "🎁" }, en: { "join.button": "Join" } })
    const { value, bytes } = lookValue(look, ["en", "bg"])
    expect(bytes).toBeGreaterThanOrEqual(bytesOf(value))
    expect(bytes - bytesOf(value)).toBeLessThanOrEqual(4)
  })

  it("keeps the shop's languages first and tells each text that does not fit, and smaller ones still do", () => {
    const long = "я".repeat(100)
    const look = lookWith({ de: { a: "kurz" }, bg: { a: long, b: "къс" }, en: { a: "short" } })
    const room = bytesOf({ launcher: EMPTY_LOOK.launcher, colours: {}, texts: {} }) + 70
    const { value, cut, bytes } = lookValue(look, ["en", "bg"], room)
    expect(cut).toEqual([{ language: "bg", key: "a" }])
    expect(value.texts).toEqual({ en: { a: "short" }, bg: { b: "къс" }, de: { a: "kurz" } })
    expect(bytes).toBeLessThanOrEqual(room)
  })

  it("never exceeds what Shopify takes, however much is written", () => {
    const much = Object.fromEntries(Array.from({ length: 70 }, (_, n) => [`key.${n}`, "я".repeat(500)]))
    const look = lookWith(Object.fromEntries(["en", "bg", "ru", "de", "fr"].map((language) => [language, much])))
    const { value, cut } = lookValue(look, ["en", "bg", "ru"])
    expect(bytesOf(look)).toBeGreaterThan(LOOK_BYTES_AT_MOST)
    expect(bytesOf(value)).toBeLessThanOrEqual(LOOK_BYTES_AT_MOST)
    const kept = Object.values(value.texts).reduce((sum, own) => sum + Object.keys(own).length, 0)
    expect(kept + cut.length).toBe(5 * 70)
    expect(Object.keys(value.texts.en ?? {})).toHaveLength(70)
  })
})
