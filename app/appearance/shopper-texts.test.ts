import { describe, expect, it } from "vitest"
import { extensionFiles } from "./extension-files.server.ts"
import { shopperTexts, textsIn } from "./shopper-texts.ts"

const DICTIONARY = {
  fallback: "en",
  byLocale: {
    en: {
      plural: { one: "one", other: "other" },
      points: { one: "{{ number }} point", other: "{{ number }} points" },
      visitor: { login: "Log in" },
      editor: { unpublished: "Publish first" },
    },
    ru: {
      plural: { one: "one", few: "few", many: "many", other: "other" },
      points: {
        one: "{{ number }} балл",
        few: "{{ number }} балла",
        many: "{{ number }} баллов",
        other: "{{ number }} балла",
      },
      visitor: { login: "Войти" },
    },
  },
}

describe("the texts that shoppers read", () => {
  const texts = shopperTexts(DICTIONARY)

  it("come from the extension's files, without what only merchants see", () => {
    expect(texts.map((text) => text.key)).toEqual([
      "points.one",
      "points.other",
      "visitor.login",
      "points.few",
      "points.many",
    ])
    expect(texts[0]).toMatchObject({ group: "points", blanks: ["number"], standard: { en: "{number} point" } })
  })

  it("have in each language the plural forms that whole numbers take there", () => {
    const keysIn = (language: string) => textsIn(texts, language, "en").map((text) => text.key)
    expect(keysIn("en")).toEqual(["points.one", "points.other", "visitor.login"])
    expect(keysIn("ru")).toEqual(["points.one", "visitor.login", "points.few", "points.many"])
  })

  it("say in a language without a file what the storefront says there: the default words", () => {
    expect(textsIn(texts, "de", "en").map((text) => text.placeholder)).toEqual([
      "{number} point",
      "{number} points",
      "Log in",
    ])
  })

  it.each([
    ["points.one", "ru", 1],
    ["points.few", "ru", 2],
    ["points.many", "ru", 5],
    ["points.other", "ru", null],
    ["points.other", "en", 2],
    ["visitor.login", "en", null],
  ])("%s in %s is for %s", (key, language, number) => {
    const text = textsIn(texts, language, "en").find((each) => each.key === key)
    expect(text?.counted ?? null).toBe(number)
  })

  it("leave room for words as long as our own, in every language", () => {
    for (const text of extensionFiles().texts) {
      for (const words of Object.values(text.standard)) expect([...words].length, text.key).toBeLessThan(text.limit)
    }
  })
})
