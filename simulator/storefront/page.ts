import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { Liquid, Template } from "liquidjs"
import { type Extension, type PlacedBlock, renderAppBlock } from "#app/appearance/liquid/app-blocks.ts"
import { createEngine, type Globals, parseAll } from "#app/appearance/liquid/engine.ts"
import { readFolder, readLocales } from "#app/appearance/liquid/source-files.server.ts"
import type { Dictionary, Words } from "#app/appearance/liquid/translate.ts"

/** Where app blocks and embeds stand, as the merchant's theme settings say. */
export type Placement = { sections: Record<string, PlacedBlock[]>; embeds: PlacedBlock[] }

/** config.json of a theme: where app blocks stand as it comes, and whose files it borrows. */
type ThemeConfig = Placement & { base?: ThemeName }

export type Theme = {
  name: ThemeName
  folder: string
  engine: Liquid
  templates: Map<string, Template[]>
  sections: Map<string, Template[]>
  layout: Template[]
  placement: Placement
}

/** Our own themes: a plain one, and one with many sections, styles for bare elements and scripts that misbehave. */
export const THEMES = ["plain", "dense"] as const
export type ThemeName = (typeof THEMES)[number]

/** Where the files of a theme are served: below it, by the theme's name. */
export const THEME_ASSETS = "/cdn/themes"

/** Where the files of the app's extension are served. */
export const EXTENSION_ASSETS = "/cdn/extensions/regulars"

/** Reads one of our own themes; what it has no file for, it takes from its base. */
export function loadTheme(root: string, name: ThemeName): Theme {
  const themes = join(root, "simulator/storefront/themes")
  const folder = join(themes, name)
  const { base, ...placement } = JSON.parse(readFileSync(join(folder, "config.json"), "utf8")) as ThemeConfig
  const folders = base ? [join(themes, base), folder] : [folder]
  const read = (part: string) => Object.assign({}, ...folders.map((each) => readFolder(join(each, part), ".liquid")))
  const engine = createEngine({
    snippets: read("snippets"),
    dictionary: mergeLocales(folders.map((each) => readLocales(join(each, "locales")))),
    assetBase: `${THEME_ASSETS}/${name}`,
  })
  return {
    name,
    folder,
    engine,
    layout: engine.parse(readFileSync(join(folder, "layout/theme.liquid"), "utf8")),
    templates: parseAll(engine, read("templates")),
    sections: parseAll(engine, read("sections")),
    placement,
  }
}

/** Words of several folders as one; by their first key, the later folder's win. */
function mergeLocales(all: Dictionary[]): Dictionary {
  const byLocale: Record<string, Words> = {}
  for (const each of all) {
    for (const [locale, words] of Object.entries(each.byLocale)) byLocale[locale] = { ...byLocale[locale], ...words }
  }
  return { byLocale, fallback: all[0]?.fallback ?? "en" }
}

/**
 * A whole page: the template's sections with the app blocks placed in them, inside the layout, app embeds before the end
 * of the body. Each stylesheet and script of the app is named once, scripts deferred, as Shopify does.
 */
export async function renderPage(
  theme: Theme,
  extension: Extension,
  placement: Placement,
  template: string,
  globals: Globals,
): Promise<string> {
  const assets = { stylesheets: new Set<string>(), scripts: new Set<string>() }
  const place = async (placed: PlacedBlock, id: string) => {
    const block = await renderAppBlock(extension, placed, id, globals)
    if (block.stylesheet) assets.stylesheets.add(block.stylesheet)
    if (block.javascript) assets.scripts.add(block.javascript)
    return block.html
  }
  const placeAll = (list: PlacedBlock[], where: string) =>
    Promise.all(list.map((placed, index) => place(placed, `${where}-${placed.block}-${index}`)))
  const renderer = {
    section: async (name: string) => {
      const section = theme.sections.get(name)
      if (!section) throw new Error(`the theme has no section ${name}`)
      const html = await theme.engine.render(section, { section: { id: name, settings: {} } }, { globals: all })
      return `<div id="shopify-section-${name}" class="shopify-section">${html}</div>`
    },
    blocks: async (section: string) => (await placeAll(placement.sections[section] ?? [], section)).join("\n"),
  }
  const all = { ...globals, page_renderer: renderer }
  const chosen = theme.templates.get(template)
  if (!chosen) throw new Error(`the theme has no template ${template}`)
  const content = await theme.engine.render(chosen, {}, { globals: all })
  const embeds = await placeAll(placement.embeds, "embed")
  const scope = { content_for_layout: content, content_for_header: headerTags(assets) }
  const html = String(await theme.engine.render(theme.layout, scope, { globals: all }))
  return html.replace("</body>", () => `${embeds.join("\n")}\n</body>`)
}

function headerTags(assets: { stylesheets: Set<string>; scripts: Set<string> }): string {
  const styles = [...assets.stylesheets].map(
    (name) => `<link href="${EXTENSION_ASSETS}/${name}" rel="stylesheet" media="all">`,
  )
  const scripts = [...assets.scripts].map((name) => `<script src="${EXTENSION_ASSETS}/${name}" defer></script>`)
  return [...styles, ...scripts].join("\n    ")
}
