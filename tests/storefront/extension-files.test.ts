import { readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { themeCheckRun } from "@shopify/theme-check-node"
import { describe, expect, it } from "vitest"
import { type BlockSchema, readSchema } from "#app/appearance/liquid/block-schema.ts"
import { readFolder } from "#app/appearance/liquid/source-files.server.ts"

const FOLDER = join(import.meta.dirname, "../../extensions/storefront")
const BLOCKS = Object.entries(readFolder(join(FOLDER, "blocks"), ".liquid"))
const words = JSON.parse(readFileSync(join(FOLDER, "locales/en.default.schema.json"), "utf8"))

const SETTING_TYPES = [
  "checkbox",
  "color",
  "header",
  "number",
  "paragraph",
  "product",
  "radio",
  "range",
  "select",
  "text",
  "url",
]
/** These have no value, hence no id. */
const SIDEBAR = ["header", "paragraph"]

/** "t:launcher.name" → the words a merchant reads in the language of `from`; other text as it stands. */
function shown(text: unknown, from = words): string {
  if (typeof text !== "string" || !text.startsWith("t:")) return String(text ?? "")
  const found = text
    .slice(2)
    .split(".")
    .reduce((node, key) => node?.[key], from)
  return typeof found === "string" ? found : `missing ${text}`
}

function schemaOf(source: string): BlockSchema {
  const schema = readSchema(source)
  if (!schema) throw new Error("no {% schema %}")
  return schema
}

describe("the theme app extension", () => {
  it("passes Shopify's theme check for app extensions with nothing to say", async () => {
    const { offenses } = await themeCheckRun(FOLDER, "theme-check:theme-app-extension", () => {})
    expect(offenses.map((offense) => `${offense.uri} ${offense.start.line}: ${offense.message}`)).toEqual([])
  })

  it("keeps every script within 10,000 bytes, the stylesheets of a page together within 14,500, what comes when it is opened within 1,500", () => {
    const sizes = readdirSync(join(FOLDER, "assets")).map((name) => ({
      name,
      size: statSync(join(FOLDER, "assets", name)).size,
    }))
    for (const { name, size } of sizes) if (name.endsWith(".js")) expect(size, name).toBeLessThanOrEqual(10_000)
    const styles = sizes.filter(({ name }) => name.endsWith(".css"))
    const bytes = (some: typeof styles) => some.reduce((sum, { size }) => sum + size, 0)
    const opened = styles.filter(({ name }) => name === "regulars-rewards.css")
    expect(bytes(styles.filter((style) => !opened.includes(style)))).toBeLessThanOrEqual(14_500)
    expect(bytes(opened)).toBeLessThanOrEqual(1_500)
  })

  it("stays within Shopify's limits: 30 blocks, 100,000 bytes of Liquid, 15,000 a file of words, 3,400 words", () => {
    const sizesIn = (folder: string) =>
      readdirSync(join(FOLDER, folder)).map((name) => statSync(join(FOLDER, folder, name)).size)
    expect(BLOCKS.length).toBeLessThanOrEqual(30)
    expect([...sizesIn("blocks"), ...sizesIn("snippets")].reduce((sum, size) => sum + size, 0)).toBeLessThan(100_000)
    for (const size of sizesIn("locales")) expect(size).toBeLessThanOrEqual(15_000)
    expect(JSON.stringify(words).match(/":"/g)?.length).toBeLessThanOrEqual(3_400)
  })

  it("styles nothing but itself: every selector begins below our own classes, and no rule needs !important", () => {
    for (const name of readdirSync(join(FOLDER, "assets")).filter((each) => each.endsWith(".css"))) {
      const text = readFileSync(join(FOLDER, "assets", name), "utf8").replace(/\/\*[\s\S]*?\*\//g, "")
      const outer = [...text.matchAll(/^(?! |@|\}|$)(.*?)[,{]?$/gm)].map((match) => match[1] as string)
      for (const selector of outer) expect(selector, name).toMatch(/^\.regulars/)
      const inMedia = [...text.matchAll(/^ {2}(\S.*) \{$/gm)].map((match) => match[1] as string)
      for (const selector of inMedia) expect(selector, name).toMatch(/^(&|\.regulars|@supports|from$)/)
      expect(text, name).not.toContain("!important")
    }
  })

  it("asks no host but the shop's own for anything", () => {
    for (const folder of ["blocks", "snippets", "assets"]) {
      for (const name of readdirSync(join(FOLDER, folder))) {
        const text = readFileSync(join(FOLDER, folder, name), "utf8").replaceAll("http://www.w3.org/2000/svg", "")
        expect(text, name).not.toMatch(/(https?:)?\/\/[a-z0-9-]+\.[a-z]/i)
      }
    }
  })
})

describe.each(BLOCKS)("the schema of block %s", (_name, source) => {
  it("names the block in at most 25 characters, in every language", () => {
    for (const language of ["en.default", "bg", "ru"]) {
      const own = JSON.parse(readFileSync(join(FOLDER, `locales/${language}.schema.json`), "utf8"))
      const found = shown(schemaOf(source).name, own)
      expect(found).not.toMatch(/^$|^missing/)
      expect([...found].length, found).toBeLessThanOrEqual(25)
    }
  })

  it("says where it can stand and names assets that exist", () => {
    const { target, stylesheet, javascript } = schemaOf(source)
    expect(["section", "body", "head"]).toContain(target)
    const assets = readdirSync(join(FOLDER, "assets"))
    for (const asset of [stylesheet, javascript]) if (asset) expect(assets).toContain(asset)
  })

  it("has settings of known types with ids used once and words for the merchant", () => {
    const { settings = [] } = schemaOf(source)
    const ids = settings.flatMap((setting) => setting.id ?? [])
    expect(new Set(ids).size).toBe(ids.length)
    for (const setting of settings) {
      expect(SETTING_TYPES).toContain(setting.type)
      if (SIDEBAR.includes(setting.type)) {
        expect(setting.id).toBeUndefined()
        expect(shown(setting.content)).not.toMatch(/^$|^missing/)
      } else {
        expect(setting.id).toMatch(/^[a-z][a-z0-9_]*$/)
        expect(shown(setting.label)).not.toMatch(/^$|^missing/)
      }
      expect(shown(setting.info)).not.toMatch(/^missing/)
    }
  })

  it("has at most 25 settings, and defaults of the setting's own kind", () => {
    const settings = schemaOf(source).settings ?? []
    expect(settings.length).toBeLessThanOrEqual(25)
    for (const { type, id, default: value } of settings) {
      if (value === undefined) continue
      const kind = type === "checkbox" ? "boolean" : ["number", "range"].includes(type) ? "number" : "string"
      expect(typeof value, id).toBe(kind)
      // What the theme's colours or the merchant's links are, nobody can know beforehand.
      expect(["color", "product", "url"], id).not.toContain(type)
    }
  })

  it("says nothing in its schema that Shopify does not know", () => {
    const known = ["name", "target", "stylesheet", "javascript", "settings", "class", "tag", "templates", "enabled_on"]
    expect(Object.keys(schemaOf(source)).filter((field) => !known.includes(field))).toEqual([])
    const ofSetting = ["type", "id", "label", "content", "info", "default", "options"]
    const ofKind: Record<string, string[]> = { range: ["min", "max", "step", "unit"], product: ["autofill"] }
    for (const setting of schemaOf(source).settings ?? []) {
      const allowed = [...ofSetting, ...(ofKind[setting.type] ?? [])]
      expect(
        Object.keys(setting).filter((field) => !allowed.includes(field)),
        setting.id,
      ).toEqual([])
    }
  })

  it("has ranges whose default is one of at most 101 steps, and selects whose default is an option", () => {
    for (const setting of schemaOf(source).settings ?? []) {
      if (setting.type === "range") {
        const { min = Number.NaN, max = Number.NaN, step = 1, default: value } = setting
        expect((max - min) / step).toBeLessThanOrEqual(100)
        expect(Number.isInteger((Number(value) - min) / step)).toBe(true)
        expect(Number(value)).toBeGreaterThanOrEqual(min)
        expect(Number(value)).toBeLessThanOrEqual(max)
        expect(setting.unit?.length ?? 0).toBeLessThanOrEqual(3)
      }
      if (setting.type === "select") {
        expect(setting.options?.map((option) => option.value)).toContain(setting.default)
        for (const option of setting.options ?? []) expect(shown(option.label)).not.toMatch(/^missing/)
      }
    }
  })

  it("reads only settings that it declares", () => {
    const declared = (schemaOf(source).settings ?? []).flatMap((setting) => setting.id ?? [])
    const read = [...source.matchAll(/block\.settings\.(\w+)/g)].map((match) => match[1])
    expect(declared.toSorted()).toEqual([...new Set(read)].toSorted())
  })
})
