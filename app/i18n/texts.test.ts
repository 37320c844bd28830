import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { LEDGER_CODES } from "#app/loyalty/ledger/codes.ts"
import { EXPLAIN_CODES } from "#app/loyalty/rules/order-evaluation.ts"
import { LOCALES, type Locale, localeOf } from "./locales.ts"
import { messagesOf, translator } from "./translate.ts"

/** Every text exists in every language, with the language's own plurals, the same blanks to fill, and is used. */

const PLURAL = /_(zero|one|two|few|many|other)$/
const appFolder = join(import.meta.dirname, "..")

function textsOf(locale: Locale): Map<string, string> {
  const texts = new Map<string, string>()
  const walk = (value: unknown, path: string) => {
    if (typeof value === "string") texts.set(path, value)
    else for (const [key, inner] of Object.entries(value as object)) walk(inner, path ? `${path}.${key}` : key)
  }
  for (const [namespace, messages] of Object.entries(messagesOf(locale)))
    walk(messages, namespace === "admin" ? "" : `${namespace}:`)
  return new Map([...texts].map(([key, text]) => [key.replace(":.", ":"), text]))
}

const baseKeys = (locale: Locale) => new Set([...textsOf(locale).keys()].map((key) => key.replace(PLURAL, "")))

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return /\.tsx?$/.test(entry.name) && !entry.name.includes(".test.") ? [readFileSync(path, "utf8")] : []
  })
}

test.each(LOCALES)("%s has exactly the keys of English", (locale) => {
  expect([...baseKeys(locale)].sort()).toEqual([...baseKeys("en")].sort())
})

test.each(LOCALES)("%s has every plural form of its language, and no other", (locale) => {
  const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories
  const texts = textsOf(locale)
  const plural = new Set([...texts.keys()].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, "")))
  const wrong = [...plural].filter((base) => {
    const forms = [...texts.keys()].filter((key) => key.replace(PLURAL, "") === base && key !== base)
    return forms.length !== categories.length || categories.some((form) => !texts.has(`${base}_${form}`))
  })
  expect(wrong).toEqual([])
})

test.each(LOCALES)("%s fills in the same blanks as English", (locale) => {
  const blanks = (text: string) => [...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1]).sort()
  const english = textsOf("en")
  const wrong = [...textsOf(locale)].filter(([key, text]) => {
    const own = english.get(key) ?? english.get(`${key.replace(PLURAL, "")}_other`) ?? ""
    return JSON.stringify([...new Set(blanks(text))]) !== JSON.stringify([...new Set(blanks(own))])
  })
  expect(wrong.map(([key]) => key)).toEqual([])
})

test.each(["bg", "ru"] as const)("%s is written in its own letters", (locale) => {
  const foreign = [...textsOf(locale)].filter(([, text]) => {
    const words = text.replace(/\{\{[^}]*\}\}/g, "").replace(/Regulars|Shopify|EUR/g, "")
    return /[A-Za-z]{2,}/.test(words)
  })
  expect(foreign.map(([key]) => key)).toEqual([])
})

test("every text is used by a page, a code of the ledger or a decision of the rules", () => {
  const code = sources(appFolder).join("\n")
  const starts = [...code.matchAll(/`((?:\w+:)?[\w.]*[.:])\$\{/g)].map((match) => match[1] as string)
  const quoted = (key: string) => code.includes(`"${key}"`) || code.includes(`\`${key}\``)
  const unused = [...baseKeys("en")].filter((key) => !quoted(key) && !starts.some((start) => key.startsWith(start)))
  expect(unused).toEqual([])
})

test("every code that is stored has its words", () => {
  const keys = baseKeys("en")
  const stored = [
    ...Object.keys(LEDGER_CODES).map((code) => `statement:${code}`),
    ...EXPLAIN_CODES.map((code) => `explain:${code}`),
  ]
  expect(stored.filter((key) => !keys.has(key))).toEqual([])
})

test("plurals and numbers follow the language", () => {
  expect(translator("en")("points.count", { count: 1 })).toBe("1 point")
  expect(translator("bg")("points.count", { count: 2 })).toBe("2 точки")
  expect([1, 3, 5, 21].map((count) => translator("ru")("points.count", { count }))).toEqual([
    "1 балл",
    "3 балла",
    "5 баллов",
    "21 балл",
  ])
  expect(translator("en")("points.count", { count: 12_345 })).toBe("12,345 points")
})

test("a sum that ends with an abbreviation ends its sentence with one point", () => {
  expect(translator("bg")("explain:basis_total", { amount: "2,50 лв." })).toBe("От поръчката се броят 2,50 лв.")
})

test("Shopify's and browsers' language tags become one of ours", () => {
  expect(localeOf("bg-BG")).toBe("bg")
  expect(localeOf("ru;q=0.9,en")).toBe("ru")
  expect(localeOf("de-DE")).toBe("en")
  expect(localeOf(null, "bg")).toBe("bg")
})
