import type { ShopRecord } from "../world/shop.ts"
import { placedBlocksOf, type WantedBlocks } from "./placed-blocks.ts"
import { findTemplate, listTemplates } from "./templates.ts"

export const EMBEDS = ["launcher"]
export const SECTION_BLOCKS = ["points-on-product", "points-in-cart", "loyalty", "account"]

/** What the address of the editor asked for: nothing, something that is now ready to be saved, or something it cannot do. */
export type Asked = "nothing" | "ready" | "unknownApp" | "unknownPlace"

/** What stands in the theme now, with what a deep link (`activateAppId`, or `addAppBlockId` and `template`) asks for. */
export function readDeepLink(
  shop: ShopRecord,
  apiKey: string,
  query: Record<string, string>,
): { wanted: WantedBlocks; asked: Asked } {
  const placed = placedBlocksOf(shop)
  const blocks = Object.fromEntries(
    listTemplates(shop).map(({ template, section }) => [
      template,
      (placed.sections[section] ?? []).map(({ block }) => block),
    ]),
  )
  const wanted = { embeds: placed.embeds.map(({ block }) => block), blocks }
  const [app, block = ""] = (query.activateAppId ?? query.addAppBlockId ?? "").split("/")
  if (!app) return { wanted, asked: "nothing" }
  if (app !== apiKey) return { wanted, asked: "unknownApp" }
  if (query.activateAppId && EMBEDS.includes(block)) {
    return { wanted: { blocks, embeds: [...new Set([...wanted.embeds, block])] }, asked: "ready" }
  }
  const place = findTemplate(shop, query.template ?? "index")
  if (query.activateAppId || !place || !SECTION_BLOCKS.includes(block)) return { wanted, asked: "unknownPlace" }
  const there = [...new Set([...(blocks[place.template] ?? []), block])]
  return { wanted: { ...wanted, blocks: { ...blocks, [place.template]: there } }, asked: "ready" }
}
