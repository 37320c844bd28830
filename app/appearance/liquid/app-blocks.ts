import type { Liquid, Template } from "liquidjs"
import { type BlockSchema, readSchema } from "./block-schema.ts"
import { createEngine, type Globals, parseAll } from "./engine.ts"
import { escapeHtml } from "./escape.ts"
import type { Dictionary } from "./translate.ts"

/** A block as the merchant placed it. */
export type PlacedBlock = { block: string; settings?: Record<string, unknown> }

export type Extension = {
  engine: Liquid
  templates: Map<string, Template[]>
  schemas: Map<string, BlockSchema>
}

/** The texts of the extension's files, by name. */
export type ExtensionSources = {
  blocks: Record<string, string>
  snippets: Record<string, string>
  dictionary: Dictionary
}

/** A theme app extension ready to render. `assetBase`: where its assets are served, without the slash at the end. */
export function extensionOf({ blocks, snippets, dictionary }: ExtensionSources, assetBase: string): Extension {
  const engine = createEngine({ snippets, dictionary, assetBase })
  const schemas = new Map<string, BlockSchema>()
  for (const [name, source] of Object.entries(blocks)) {
    const schema = readSchema(source)
    if (schema) schemas.set(name, schema)
  }
  return { engine, templates: parseAll(engine, blocks), schemas }
}

export type RenderedBlock = { html: string; stylesheet: string | null; javascript: string | null }

/** Renders one placed block as a shop does: its defaults filled in, wrapped in an element with the block's id. */
export async function renderAppBlock(
  extension: Extension,
  placed: PlacedBlock,
  id: string,
  globals: Globals,
): Promise<RenderedBlock> {
  const template = extension.templates.get(placed.block)
  const schema = extension.schemas.get(placed.block)
  if (!template || !schema) throw new Error(`no such app block: ${placed.block}`)
  const settings: Record<string, unknown> = {}
  for (const setting of schema.settings ?? []) if (setting.id) settings[setting.id] = setting.default ?? ""
  for (const [name, value] of Object.entries(placed.settings ?? {})) settings[name] = value
  const design = globals.request.design_mode === true
  const attributes = design ? `data-shopify-editor-block="${escapeHtml(JSON.stringify({ id }))}"` : ""
  const block = { id, settings, shopify_attributes: attributes }
  const html = String(await extension.engine.render(template, { block }, { globals }))
  return {
    html: `<div id="shopify-block-${escapeHtml(id)}" class="shopify-block shopify-app-block">${html.trim()}</div>`,
    stylesheet: schema.stylesheet ?? null,
    javascript: schema.javascript ?? null,
  }
}
