import { describe, expect, test } from "vitest"
import type { MainTheme } from "#app/shopify/operations/themes.server.ts"
import { blockLink, embedLink } from "./theme-links.ts"
import { readTheme } from "./theme-reading.ts"

const HEAD = `/*
 * ------------------------------------------------------------
 * IMPORTANT: The contents of this file are auto-generated.
 * ------------------------------------------------------------
 */
`
const typeOf = (block: string, app = "regulars") => `shopify://apps/${app}/blocks/${block}/0199abcd-1234-7def`

const settingsWith = (blocks: unknown) => HEAD + JSON.stringify({ current: { logo: "x", blocks } })

function theme(change: Partial<MainTheme> & { settingsText?: string } = {}): MainTheme {
  const { settingsText = settingsWith({}), ...rest } = change
  return {
    name: "Dawn",
    appHandle: "regulars",
    settings: { filename: "config/settings_data.json", text: settingsText },
    templates: [],
    moreTemplates: false,
    ...rest,
  }
}

const template = (name: string, blocks: unknown, section: object = {}) => ({
  filename: `templates/${name}.json`,
  text: HEAD + JSON.stringify({ sections: { main: { type: `main-${name}`, blocks, ...section } }, order: ["main"] }),
})

const launcherOf = (settingsText: string, change: Partial<MainTheme> = {}) => {
  const reading = readTheme(theme({ settingsText, ...change }))
  return reading.known ? reading.launcher : reading
}

const blocksOf = (...templates: MainTheme["templates"]) => {
  const reading = readTheme(theme({ templates }))
  return reading.known ? [reading.blocks, reading.wholeTheme] : reading
}

describe("the launcher's embed", () => {
  test.each([
    ["on", settingsWith({ 1: { type: typeOf("launcher"), disabled: false, settings: {} } })],
    ["on", settingsWith({ 1: { type: typeOf("launcher") } })],
    ["off", settingsWith({ 1: { type: typeOf("launcher"), disabled: true, settings: {} } })],
    ["on", settingsWith({ 1: { type: typeOf("launcher"), disabled: true }, 2: { type: typeOf("launcher") } })],
    ["absent", settingsWith({})],
    ["absent", settingsWith({ 1: { type: typeOf("launcher", "somebody-else") } })],
    ["absent", settingsWith({ 1: { type: typeOf("points-on-product") } })],
    ["absent", settingsWith(null)],
    ["absent", JSON.stringify({ current: {} })],
    ["on", `\uFEFF// one line\n${JSON.stringify({ current: { blocks: { 1: { type: typeOf("launcher") } } } })}`],
    [
      "on",
      JSON.stringify({ current: "Default", presets: { Default: { blocks: { 1: { type: typeOf("launcher") } } } } }),
    ],
    ["absent", JSON.stringify({ current: "Gone", presets: {} })],
    ["unknown", "/* cut in the mid"],
    ["unknown", `${HEAD}{"current": {`],
    ["unknown", "[]"],
    ["unknown", ""],
  ])("is %s in %s", (state, text) => {
    expect(launcherOf(text)).toBe(state)
  })

  test("is looked for under the name that Shopify gave the app, else under its usual one", () => {
    const text = settingsWith({ 1: { type: typeOf("launcher", "regulars-7") } })
    expect(launcherOf(text, { appHandle: "regulars-7" })).toBe("on")
    expect(launcherOf(text)).toBe("absent")
    expect(launcherOf(settingsWith({ 1: { type: typeOf("launcher") } }), { appHandle: null })).toBe("on")
  })

  test("is absent in a theme without settings, and unknown in settings that are no text", () => {
    expect(readTheme(theme({ settings: null }))).toMatchObject({ launcher: "absent" })
    const settings = { filename: "config/settings_data.json", text: null }
    expect(readTheme(theme({ settings }))).toMatchObject({ launcher: "unknown" })
  })
})

describe("our blocks in templates", () => {
  test("are found in sections and inside other blocks, each once a template", () => {
    const group = { type: "group", blocks: { a: { type: typeOf("points-on-product") } } }
    const product = template("product", { g: group, b: { type: typeOf("points-on-product") }, t: { type: "text" } })
    const account = template("customers/account", { a: { type: typeOf("loyalty") } })
    expect(blocksOf(product, account)).toEqual([
      [
        { block: "points-on-product", template: "product" },
        { block: "loyalty", template: "customers/account" },
      ],
      true,
    ])
  })

  test("do not count while they, or the section around them, are hidden", () => {
    const hidden = template("product", { a: { type: typeOf("points-on-product"), disabled: true } })
    const inHidden = template("page", { a: { type: typeOf("loyalty") } }, { disabled: true })
    expect(blocksOf(hidden, inHidden)).toEqual([[], true])
  })

  test("may stand in templates that cannot be read, or were not asked for", () => {
    const broken = { filename: "templates/product.json", text: "{" }
    const fine = template("page", { a: { type: typeOf("loyalty") } })
    expect(blocksOf(broken, fine)).toEqual([[{ block: "loyalty", template: "page" }], false])
    expect(readTheme(theme({ moreTemplates: true }))).toMatchObject({ wholeTheme: false })
  })
})

test("a shop without a theme is told as such", () => {
  expect(readTheme(null)).toEqual({ known: false, reason: "no_theme" })
})

test("links into the theme editor have Shopify's form", () => {
  expect(embedLink("zrance.myshopify.com", "0123abc")).toBe(
    "https://zrance.myshopify.com/admin/themes/current/editor?context=apps&activateAppId=0123abc/launcher",
  )
  expect(blockLink("zrance.myshopify.com", "0123abc", { block: "points-on-product", template: "product" })).toBe(
    "https://zrance.myshopify.com/admin/themes/current/editor?template=product&addAppBlockId=0123abc/points-on-product&target=mainSection",
  )
})
