import type { ShopRecord } from "../world/shop.ts"
import { placedBlocksOf } from "./placed-blocks.ts"
import { listTemplates, themeNameOf } from "./templates.ts"

export type ThemeFile = { filename: string; content: string }

/** Our extension's id at Shopify; any will do. */
const EXTENSION_ID = "0199c0de-0000-7000-8000-000000000001"

const HEAD = `/*
 * ------------------------------------------------------------
 * IMPORTANT: The contents of this file are auto-generated.
 *
 * This file may be updated by the Shopify admin theme editor
 * or related systems. Please exercise caution as any changes
 * made to this file may be overwritten.
 * ------------------------------------------------------------
 */
`

/** The shop's theme as the files Shopify keeps: settings with the app embeds, and a JSON template for each page. */
export function themeFilesOf(shop: ShopRecord): ThemeFile[] {
  const { sections, embeds, disabledEmbeds } = placedBlocksOf(shop)
  const all = [
    ...embeds.map((placed) => ({ ...placed, disabled: false })),
    ...disabledEmbeds.map((block) => ({ block, settings: {}, disabled: true })),
  ]
  const embedded = all.map(({ block, settings = {}, disabled }) => ({ type: typeOf(block), disabled, settings }))
  const templates = listTemplates(shop).map(({ template, section }) => {
    const blocks = (sections[section] ?? []).map(({ block, settings = {} }) => ({ type: typeOf(block), settings }))
    const main = { type: section, blocks: numbered(blocks), block_order: Object.keys(numbered(blocks)), settings: {} }
    return file(`templates/${template}.json`, { sections: { main }, order: ["main"] })
  })
  const current = { blocks: numbered(embedded) }
  return [file("config/settings_data.json", { current, presets: { [themeNameOf(shop)]: {} } }), ...templates]
}

function typeOf(block: string): string {
  return `shopify://apps/regulars/blocks/${block}/${EXTENSION_ID}`
}

/** Shopify keys blocks by long numbers. */
function numbered<Block>(blocks: Block[]): Record<string, Block> {
  return Object.fromEntries(blocks.map((block, index) => [`1594457953900${String(index).padStart(4, "0")}`, block]))
}

function file(filename: string, content: unknown): ThemeFile {
  return { filename, content: `${HEAD}${JSON.stringify(content, null, 2)}\n` }
}
