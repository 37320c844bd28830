import { readFileSync } from "node:fs"
import { THEMES } from "../storefront/page.ts"
import type { ShopRecord } from "../world/shop.ts"

/** A template of a theme as Shopify names it, the section of ours that stands in it, and where a shopper sees it. */
export type ThemeTemplate = { template: string; section: string; path: string }

const TEMPLATES: ThemeTemplate[] = [
  { template: "index", section: "main-home", path: "/" },
  { template: "product", section: "main-product", path: "/collections/all" },
  { template: "cart", section: "main-cart", path: "/cart" },
  { template: "page.rewards", section: "main-page-rewards", path: "/pages/rewards" },
  { template: "customers/account", section: "main-account", path: "/account" },
]

/** Which of the simulator's themes the shop has. */
export function themeNameOf(shop: ShopRecord): string {
  return shop.theme ?? THEMES[0]
}

/** A file of the shop's theme, or of the one it is built on; null: there is none. */
export function readThemeFile(shop: ShopRecord, path: string): string | null {
  const name = themeNameOf(shop)
  const { base } = JSON.parse(readFrom(name, "config.json") ?? "{}") as { base?: string }
  return readFrom(name, path) ?? (base ? readFrom(base, path) : null)
}

function readFrom(theme: string, path: string): string | null {
  try {
    return readFileSync(new URL(`../storefront/themes/${theme}/${path}`, import.meta.url), "utf8")
  } catch {
    return null
  }
}

/** The templates of the shop's theme whose section takes app blocks. */
export function listTemplates(shop: ShopRecord): ThemeTemplate[] {
  return TEMPLATES.filter(({ section }) =>
    readThemeFile(shop, `sections/${section}.liquid`)?.includes("content_for 'blocks'"),
  )
}

/** The template that a deep link means: "page" is any page's. */
export function findTemplate(shop: ShopRecord, asked: string): ThemeTemplate | null {
  const all = listTemplates(shop)
  return (
    all.find(({ template }) => template === asked) ?? all.find((one) => one.template.startsWith(`${asked}.`)) ?? null
  )
}
