import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { readFolder, readLocales } from "#app/appearance/liquid/source-files.server.ts"
import type { Words } from "#app/appearance/liquid/translate.ts"
import { THEMES } from "#simulator/storefront/page.ts"

const FOLDER = join(import.meta.dirname, "../../extensions/storefront")
const PLURALS = ["zero", "one", "two", "few", "many", "other"]

type Leaf = { key: string; forms: Record<string, string> }

function isPlural(words: Words): boolean {
  return Object.keys(words).every((key) => PLURALS.includes(key))
}

/** Keys with their texts; a plural is one key with several forms, plain text has the form "text". */
function leavesOf(words: Words, prefix = ""): Leaf[] {
  return Object.entries(words).flatMap(([name, value]) => {
    const key = `${prefix}${name}`
    if (typeof value === "string") return [{ key, forms: { text: value } }]
    if (isPlural(value)) return [{ key, forms: value as Record<string, string> }]
    return leavesOf(value, `${key}.`)
  })
}

function usedKeys(sources: string[]): Set<string> {
  const text = sources.join("\n")
  // Most go through the snippet that looks for the merchant's own words first.
  const uses = /'([a-z_]+(?:\.[a-z_]+)*)'\s*\|\s*t\b|'regulars-words',\s*key: '([a-z_]+(?:\.[a-z_]+)*)'/g
  return new Set([...text.matchAll(uses)].map((match) => (match[1] ?? match[2]) as string))
}

const { byLocale } = readLocales(join(FOLDER, "locales"))
const english = leavesOf(byLocale.en as Words)

describe("the shoppers' words", () => {
  it.each(["bg", "ru"])("exist in %s for every English key, and no others", (locale) => {
    const keys = leavesOf(byLocale[locale] as Words).map((leaf) => leaf.key)
    expect(keys.toSorted()).toEqual(english.map((leaf) => leaf.key).toSorted())
  })

  it.each(["en", "bg", "ru"])("have the plural forms that %s needs", (locale) => {
    const needed = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.toSorted()
    for (const { key, forms } of leavesOf(byLocale[locale] as Words)) {
      if (!("text" in forms)) expect(Object.keys(forms).toSorted(), key).toEqual(needed)
    }
  })

  it.each(["bg", "ru"])("name in %s the same values as in English", (locale) => {
    const valuesIn = (leaf: Leaf) =>
      [...(leaf.forms.other ?? leaf.forms.text ?? "").matchAll(/\{\{ (\w+) \}\}/g)].map((m) => m[1])
    const own = new Map(leavesOf(byLocale[locale] as Words).map((leaf) => [leaf.key, valuesIn(leaf).toSorted()]))
    for (const leaf of english) expect(own.get(leaf.key), leaf.key).toEqual(valuesIn(leaf).toSorted())
  })

  it("are all used by a block or snippet, and none is missing", () => {
    const sources = ["blocks", "snippets"].flatMap((folder) =>
      Object.values(readFolder(join(FOLDER, folder), ".liquid")),
    )
    expect([...usedKeys(sources)].toSorted()).toEqual(english.map((leaf) => leaf.key).toSorted())
  })
})

/** Each version of what joining agrees to, by what it says in all languages. New words are a new version. */
const CONSENTS: Record<string, string> = { "2026-11": "3d52d42db2c4937d" }

describe("the words of consent", () => {
  it("have a version of their own whenever they change", () => {
    const version = /assign consent = '([\w-]+)'/.exec(
      readFileSync(join(FOLDER, "snippets/regulars-account.liquid"), "utf8"),
    )?.[1]
    const said = ["en", "bg", "ru"].map((locale) => {
      const { join: joining, ask } = byLocale[locale] as { join: Words; ask: Words }
      return [joining.consent, ask.why]
    })
    const hash = createHash("sha256").update(JSON.stringify(said)).digest("hex").slice(0, 16)
    expect(CONSENTS[version ?? ""]).toBe(hash)
  })
})

describe("the merchants' words", () => {
  const read = (name: string) =>
    leavesOf(JSON.parse(readFileSync(join(FOLDER, `locales/${name}.schema.json`), "utf8")) as Words).map(
      (leaf) => leaf.key,
    )

  it.each(["bg", "ru"])("exist in %s for every English key, and no others", (locale) => {
    expect(read(locale).toSorted()).toEqual(read("en.default").toSorted())
  })

  it("are all used by a schema", () => {
    const text = Object.values(readFolder(join(FOLDER, "blocks"), ".liquid")).join("\n")
    const used = new Set([...text.matchAll(/"t:([\w.]+)"/g)].map((match) => match[1] as string))
    expect([...used].toSorted()).toEqual(read("en.default").toSorted())
  })
})

describe.each(THEMES)("the simulated theme %s's words", (theme) => {
  it.each(["bg", "ru"])("exist in %s for every English key, and no others", (locale) => {
    const { byLocale: own } = readLocales(
      join(import.meta.dirname, "../../simulator/storefront/themes", theme, "locales"),
    )
    const keysOf = (name: string) =>
      leavesOf(own[name] as Words)
        .map((leaf) => leaf.key)
        .toSorted()
    expect(keysOf(locale)).toEqual(keysOf("en"))
  })
})
