import type { Placement } from "../storefront/page.ts"
import type { ShopRecord } from "../world/shop.ts"
import { getShop, markChanged, type World } from "../world/world.ts"
import { listTemplates, readThemeFile } from "./templates.ts"

/** What stands where, as the storefront reads it; a switched-off embed is remembered, as Shopify does. */
export type PlacedBlocks = Placement & { disabledEmbeds: string[] }

/** A theme as Shopify gives it to a shop that never had the app: none of its blocks anywhere. */
export const NOTHING_PLACED: PlacedBlocks = { sections: {}, embeds: [], disabledEmbeds: [] }

/** The shop's own settings, else those the theme comes with. */
export function placedBlocksOf(shop: ShopRecord): PlacedBlocks {
  const usual = JSON.parse(readThemeFile(shop, "config.json") ?? "{}") as Partial<Placement>
  return { ...NOTHING_PLACED, ...usual, ...(shop.themeSettings as Partial<PlacedBlocks>) }
}

/** What the merchant wants: the embeds that are on, and for each template the blocks in it. */
export type WantedBlocks = { embeds: string[]; blocks: Record<string, string[]> }

/** Saves the theme: what stays keeps its settings and place, what is new comes last. */
export function saveTheme(world: World, shop: string, wanted: WantedBlocks): void {
  const { shop: record } = getShop(world, shop)
  const before = placedBlocksOf(record)
  const wasThere = [...before.embeds.map(({ block }) => block), ...before.disabledEmbeds]
  const sections = { ...before.sections }
  for (const { template, section } of listTemplates(record))
    sections[section] = merge(before.sections[section] ?? [], wanted.blocks[template] ?? [])
  record.themeSettings = {
    ...record.themeSettings,
    sections,
    embeds: merge(before.embeds, wanted.embeds),
    disabledEmbeds: [...new Set(wasThere)].filter((block) => !wanted.embeds.includes(block)),
  }
  markChanged(world, "shop", shop, record.id)
}

function merge(before: Placement["embeds"], wanted: string[]): Placement["embeds"] {
  const kept = before.filter(({ block }) => wanted.includes(block))
  const added = wanted.filter((block) => !before.some((placed) => placed.block === block))
  return [...kept, ...added.map((block) => ({ block }))]
}
