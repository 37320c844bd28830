import { describe, expect, it } from "vitest"
import { extensionFiles } from "./extension-files.server.ts"
import { renderAppBlock } from "./liquid/app-blocks.ts"
import { EMPTY_LOOK, type Look } from "./look.ts"
import { lookValue } from "./look-value.ts"
import { sampleGlobals } from "./preview/sample-shop.ts"
import { type BlockSettings, resolveLook } from "./resolve-look.ts"

const THEME = { page: "#ffffff", ink: "#222222" }
const SHOP = { name: "Beans", currency: "EUR" }
const APP: Look = {
  launcher: { icon: "star", corner: "start", lift: 40, wordsOnPhones: true },
  colours: {
    background: "#112233",
    text: "#ffeedd",
    panelBackground: "#fafafa",
    panelText: "#101010",
    accent: "#aa5500",
  },
  texts: { en: { "launcher.label": "Beans" } },
}
const EDITOR: BlockSettings = {
  label: "From the editor",
  corner: "end",
  lift: 80,
  words_on_phones: "hide",
  background: "#445566",
  text: "#000001",
  panel_background: "#000002",
  panel_text: "#000003",
  accent: "#000004",
}

describe("what a shopper sees is decided in one order", () => {
  it("the theme editor's setting wins", () => {
    const seen = resolveLook(APP, EDITOR, THEME)
    expect(seen).toMatchObject({ icon: "star", corner: "end", lift: 80, wordsOnPhones: false })
    expect(seen.colours).toEqual({
      background: "#445566",
      text: "#000001",
      panelBackground: "#000002",
      panelText: "#000003",
      accent: "#000004",
    })
    expect(seen.words("launcher.label", "en", "Rewards")).toBe("From the editor")
  })

  it("then the app's", () => {
    const seen = resolveLook(APP, { corner: "app", words_on_phones: "app", lift: "", label: "", accent: "" }, THEME)
    expect(seen).toMatchObject({ icon: "star", corner: "start", lift: 40, wordsOnPhones: true, colours: APP.colours })
    expect(seen.words("launcher.label", "en", "Rewards")).toBe("Beans")
  })

  it("then the theme's own colours and the extension's own words", () => {
    const seen = resolveLook(EMPTY_LOOK, {}, THEME)
    expect(seen).toMatchObject({ icon: "gift", corner: "end", lift: 16, wordsOnPhones: false })
    expect(seen.colours).toEqual({
      background: "#222222",
      text: "#ffffff",
      panelBackground: "#ffffff",
      panelText: "#222222",
      accent: "#222222",
    })
    expect(seen.words("launcher.label", "bg", "Награди")).toBe("Награди")
  })

  it("words without a colour follow the button's, whoever chose that", () => {
    expect(resolveLook(EMPTY_LOOK, { background: "#ffe066" }, THEME).colours.text).toBe("#000000")
  })
})

/** What the launcher's Liquid makes of it, read back from its HTML. */
async function drawn(look: Look, settings: BlockSettings) {
  const { extension, languages } = extensionFiles()
  const state = { shopper: "visitor", theme: "light", language: "en" } as const
  const globals = sampleGlobals(SHOP, state, lookValue(look, languages).value, new Date(0))
  const { html } = await renderAppBlock(extension, { block: "launcher", settings: { ...settings } }, "x", globals)
  const style = /<regulars-launcher[^>]*style="([^"]*)"/.exec(html)?.[1] ?? ""
  const classes = /<regulars-launcher\s+class="([^"]*)"/.exec(html)?.[1] ?? ""
  const declared = (name: string) => new RegExp(`--regulars-${name}: ([^;]+);`).exec(style)?.[1]
  return {
    corner: /regulars-launcher--(start|end)/.exec(classes)?.[1],
    lift: Number.parseInt(declared("lift") ?? "", 10),
    wordsOnPhones: !classes.includes("regulars-launcher--small"),
    label: /<span>([^<]*)<\/span>/.exec(html)?.[1],
    colours: [
      declared("launcher-background"),
      declared("launcher-text"),
      declared("surface"),
      declared("text"),
      declared("accent"),
    ],
  }
}

const NO_COLOURS = { background: "", text: "", panelBackground: "", panelText: "", accent: "" }

it.each<[string, Look, BlockSettings]>([
  ["nothing chosen", EMPTY_LOOK, {}],
  ["the app's choice", APP, {}],
  ["the editor's choice", EMPTY_LOOK, EDITOR],
  ["both", APP, EDITOR],
  ["some of each", { ...APP, colours: { ...NO_COLOURS, accent: "#aa5500" } }, { background: "#445566", lift: 999 }],
  ["no room below the button", { ...APP, launcher: { ...APP.launcher, lift: 0 } }, {}],
])("Liquid decides the same: %s", async (_name, look, settings) => {
  const seen = resolveLook(look, settings, THEME)
  const html = await drawn(look, settings)
  expect(html).toMatchObject({
    corner: seen.corner,
    lift: seen.lift,
    wordsOnPhones: seen.wordsOnPhones,
    label: seen.words("launcher.label", "en", "Rewards"),
  })
  // What stays the theme's is declared nowhere; everything else is what was resolved.
  const chosen = { ...look.colours, ...ofEditor(settings) }
  const names = ["background", "text", "panelBackground", "panelText", "accent"] as const
  expect(html.colours).toEqual(names.map((name) => (chosen[name] ? seen.colours[name] : undefined)))
})

function ofEditor(settings: BlockSettings): Partial<Look["colours"]> {
  const given = {
    background: settings.background,
    text: settings.text,
    panelBackground: settings.panel_background,
    panelText: settings.panel_text,
    accent: settings.accent,
  }
  return Object.fromEntries(Object.entries(given).filter(([, colour]) => colour))
}
