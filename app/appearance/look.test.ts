import { describe, expect, it } from "vitest"
import { extensionFiles } from "./extension-files.server.ts"
import { EMPTY_LOOK, LANGUAGES_AT_MOST, normalColour, readableLook } from "./look.ts"
import { readLook } from "./look-form.ts"

const { texts } = extensionFiles()
const problemsOf = (input: unknown) => {
  const read = readLook(input, texts)
  return read.ok ? {} : read.problems
}
const withText = (key: string, words: string) => ({ ...EMPTY_LOOK, texts: { en: { [key]: words } } })

describe("a look", () => {
  it("that says nothing leaves everything to the theme", () => {
    expect(readLook({}, texts)).toEqual({ ok: true, look: EMPTY_LOOK })
    expect(EMPTY_LOOK.colours).toEqual({ background: "", text: "", panelBackground: "", panelText: "", accent: "" })
    expect(EMPTY_LOOK.texts).toEqual({})
  })

  it.each([
    ["#ABC", "#aabbcc"],
    ["1a7f5a", "#1a7f5a"],
    ["  #FF00ff ", "#ff00ff"],
    ["", ""],
    ["red", "#red"],
    ["url(x)", "#url(x)"],
  ])("reads the colour %s as %s", (typed, read) => expect(normalColour(typed)).toBe(read))

  it.each(["red", "#12345", "#1234567", "rgb(0 0 0)", "#fff;background:url(//x)", "</style><script>", "javascript:1"])(
    "refuses the colour %s beside its field",
    (accent) => {
      expect(problemsOf({ ...EMPTY_LOOK, colours: { accent } })).toEqual({ "colours.accent": "colour_unknown" })
    },
  )

  it("keeps the launcher within its bounds", () => {
    const problems = (lift: unknown) => problemsOf({ launcher: { lift } })["launcher.lift"]
    expect([0, 160].map(problems)).toEqual([undefined, undefined])
    expect([-1, 161, 1.5, null].map(problems)).toEqual([
      "too_small:min=0",
      "too_large:max=160",
      "not_whole",
      "not_whole",
    ])
    expect(Object.keys(problemsOf({ launcher: { icon: "<img>", corner: "top" } })).sort()).toEqual([
      "launcher.corner",
      "launcher.icon",
    ])
  })

  it("holds each text to its length, counted in characters", () => {
    const { limit } = texts.find((text) => text.key === "launcher.label") as { limit: number }
    expect(problemsOf(withText("launcher.label", "я".repeat(limit)))).toEqual({})
    expect(problemsOf(withText("launcher.label", "🎁".repeat(limit)))).toEqual({})
    expect(problemsOf(withText("launcher.label", "я".repeat(limit + 1)))).toEqual({
      "texts.en.launcher.label": `too_long:max=${limit}`,
    })
  })

  it("fills in only what the text is given", () => {
    expect(problemsOf(withText("points.other", "{number} beans"))).toEqual({})
    expect(problemsOf(withText("points.other", "{beans} beans"))).toEqual({ "texts.en.points.other": "blank_unknown" })
  })

  it("keeps one plain line of each text, drops empty ones and those no block shows", () => {
    const read = readLook(
      {
        texts: {
          en: { "visitor.login": " Come\n\u0007 in ", "join.button": "  ", "no.such": "x", "editor.unpublished": "x" },
        },
      },
      texts,
    )
    expect(read.ok && read.look.texts).toEqual({ en: { "visitor.login": "Come in" } })
  })

  it("takes languages as Shopify writes them, and not more than can be read at once", () => {
    expect(problemsOf({ texts: { "pt-BR": {}, bg: {}, "zh-CN": {} } })).toEqual({})
    expect(Object.keys(problemsOf({ texts: { "<b>": {} } }))).toHaveLength(1)
    const many = Object.fromEntries(
      Array.from({ length: LANGUAGES_AT_MOST + 1 }, (_, n) => [
        `a${String.fromCharCode(97 + (n % 26))}${n < 26 ? "" : "b"}`,
        {},
      ]),
    )
    expect(problemsOf({ texts: many })).toEqual({ texts: "languages_exceeded" })
  })

  it("of which parts cannot be read keeps the others", () => {
    const stored = {
      launcher: { icon: "sparkles", corner: "start", lift: 999 },
      colours: { accent: "red", text: "#112233" },
      texts: { en: { "launcher.label": "x".repeat(99), "visitor.login": "Come in" }, "<b>": { "visitor.login": "x" } },
    }
    expect(readableLook(stored, texts)).toEqual({
      launcher: { ...EMPTY_LOOK.launcher, corner: "start" },
      colours: { ...EMPTY_LOOK.colours, text: "#112233" },
      texts: { en: { "visitor.login": "Come in" } },
    })
    for (const broken of [null, 7, "x", [], { texts: 1 }, { colours: [] }]) {
      expect(readableLook(broken, texts)).toEqual(EMPTY_LOOK)
    }
  })
})
