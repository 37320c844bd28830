import { join } from "node:path"
import type { Liquid, Template } from "liquidjs"
import { createEngine, type Globals, parseAll } from "./liquid/engine.ts"
import { escapeHtml } from "./liquid/escape.ts"
import { type BlockSchema, readFolder, readLocales, readSchema } from "./source-files.ts"

/** A block as the merchant placed it. */
export type PlacedBlock = { block: string; settings?: Record<string, unknown> }

export type Extension = {
  /** Where the extension's own files lie. */
  folder: string
  engine: Liquid
  templates: Map<string, Template[]>
  schemas: Map<string, BlockSchema>
}

export const EXTENSION_ASSETS = "/cdn/extensions/regulars"

/** Reads the theme app extension: the very files that are deployed to a real shop. */
export function loadExtension(root: string): Extension {
  const folder = join(root, "extensions/storefront")
  const sources = readFolder(join(folder, "blocks"), ".liquid")
  const engine = createEngine({
    snippets: readFolder(join(folder, "snippets"), ".liquid"),
    dictionary: readLocales(join(folder, "locales")),
    assetBase: EXTENSION_ASSETS,
  })
  const schemas = new Map<string, BlockSchema>()
  for (const [name, source] of Object.entries(sources)) {
    const schema = readSchema(source)
    if (schema) schemas.set(name, schema)
  }
  return { folder, engine, templates: parseAll(engine, sources), schemas }
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
