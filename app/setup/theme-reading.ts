import type { MainTheme, ThemeText } from "#app/shopify/operations/themes.server.ts"
import { parseThemeJson } from "./theme-json.ts"

/** Our blocks by the names of their files in extensions/storefront/blocks. */
const THEME_BLOCKS = ["launcher", "points-on-product", "points-in-cart", "loyalty", "account"] as const
export type ThemeBlock = (typeof THEME_BLOCKS)[number]

/** Why nothing can be said about the theme. */
export type UnknownTheme = "no_theme" | "no_scope" | "unreachable"

/** The app embed as the theme has it: `absent` was never switched on, `unknown` stands in a file that cannot be read. */
export type EmbedState = "on" | "off" | "absent" | "unknown"

/** What the shop's main theme says about our blocks. */
export type ThemeReading =
  | { known: false; reason: UnknownTheme }
  | {
      known: true
      themeName: string
      launcher: EmbedState
      /** Where our section blocks stand and are shown; `template` as in "product" or "page.rewards". */
      blocks: { block: ThemeBlock; template: string }[]
      /** False: some templates could not be read, so a block that is not listed may stand there. */
      wholeTheme: boolean
    }

/** How Shopify names this app in block types when it does not tell; `handle` of shopify.app.toml. */
const USUAL_HANDLE = "regulars"

type Json = Record<string, unknown>

/** Reads a theme's files. Never throws: what cannot be read is unknown. */
export function readTheme(theme: MainTheme | null): ThemeReading {
  if (!theme) return { known: false, reason: "no_theme" }
  const handle = theme.appHandle ?? USUAL_HANDLE
  const templates = theme.templates.map((file) => ({ template: templateOf(file), json: parsed(file) }))
  return {
    known: true,
    themeName: theme.name,
    launcher: embedState(theme.settings, handle),
    blocks: templates.flatMap(({ template, json }) =>
      [...new Set(json ? shownBlocks(json, handle) : [])].map((block) => ({ block, template })),
    ),
    wholeTheme: !theme.moreTemplates && templates.every(({ json }) => json !== null),
  }
}

/** config/settings_data.json: `current` is the theme's settings, or the name of one of its `presets`. */
function embedState(file: ThemeText | null, handle: string): EmbedState {
  if (!file) return "absent"
  const json = parsed(file)
  if (!json) return "unknown"
  const current = typeof json.current === "string" ? child(json.presets, json.current) : json.current
  const embeds = Object.values(asObject(asObject(current)?.blocks) ?? {})
    .map(asObject)
    .filter((block) => block !== null && ourBlock(block.type, handle) === "launcher")
  if (embeds.some((block) => block?.disabled !== true)) return "on"
  return embeds.length > 0 ? "off" : "absent"
}

/** Our blocks anywhere below `node`, except in what the merchant has hidden. */
function shownBlocks(node: unknown, handle: string): ThemeBlock[] {
  const object = asObject(node)
  if (!object || object.disabled === true) return []
  const own = ourBlock(object.type, handle)
  const below = [object.sections, object.blocks].flatMap((group) =>
    Object.values(asObject(group) ?? {}).flatMap((one) => shownBlocks(one, handle)),
  )
  return own ? [own, ...below] : below
}

/** The block that a type like "shopify://apps/regulars/blocks/launcher/0199" names; null: not ours. */
function ourBlock(type: unknown, handle: string): ThemeBlock | null {
  const [, app, name] = /^shopify:\/\/apps\/([^/]+)\/blocks\/([^/]+)(?:\/|$)/.exec(String(type)) ?? []
  return app === handle ? (THEME_BLOCKS.find((block) => block === name) ?? null) : null
}

/** "templates/customers/account.json" → "customers/account". */
function templateOf({ filename }: ThemeText): string {
  return filename.replace(/^templates\//, "").replace(/\.json$/, "")
}

function parsed({ text }: ThemeText): Json | null {
  return text === null ? null : asObject(parseThemeJson(text))
}

function asObject(value: unknown): Json | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : null
}

function child(group: unknown, name: string): unknown {
  return asObject(group)?.[name]
}
