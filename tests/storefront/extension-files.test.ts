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

/** "t:launcher.name" → the words a merchant reads; other text as it stands. */
function shown(text: unknown): string {
  if (typeof text !== "string" || !text.startsWith("t:")) return String(text ?? "")
  const found = text
    .slice(2)
    .split(".")
    .reduce((node, key) => node?.[key], words)
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

  it("keeps every script within 10,000 bytes and every stylesheet within 16,000, unpacked", () => {
    for (const name of readdirSync(join(FOLDER, "assets"))) {
      const { size } = statSync(join(FOLDER, "assets", name))
      expect(size, name).toBeLessThanOrEqual(name.endsWith(".js") ? 10_000 : 16_000)
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
      const { name } = schemaOf(source)
      const found = name.startsWith("t:")
        ? name
            .slice(2)
            .split(".")
            .reduce((node, key) => node?.[key], own)
        : name
      expect(found).toBeTypeOf("string")
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
