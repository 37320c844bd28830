import { env } from "#app/lib/env.server.ts"
import { isGuideHidden } from "./guide.server.ts"
import { blockLink, embedLink } from "./theme-links.ts"
import type { ThemeReading } from "./theme-reading.ts"
import { findThemeReading, refreshThemeReading } from "./theme-state.server.ts"

/** What home knows of the way to a live programme. Shopify is asked for it once in a shop's life, before home is shown at first. */
export type SetupPage = {
  hidden: boolean
  /** As the theme was when it was last asked; the page asks again once it stands. */
  theme: ThemeReading | null
  /** Into the theme editor. */
  links: { launcher: string; product: string; page: string }
}

export async function getSetupPage(shop: string): Promise<SetupPage> {
  const [hidden, theme] = await Promise.all([isGuideHidden(shop), knownTheme(shop)])
  const { shopifyApiKey } = env()
  return {
    hidden,
    theme,
    links: {
      launcher: embedLink(shop, shopifyApiKey),
      product: blockLink(shop, shopifyApiKey, { block: "points-on-product", template: "product" }),
      page: blockLink(shop, shopifyApiKey, { block: "loyalty", template: "page" }),
    },
  }
}

/** So long the first page waits: what it learned only afterwards would move everything below the guide. */
const FIRST_LOOK_MS = 1_000

async function knownTheme(shop: string): Promise<ThemeReading | null> {
  const known = await findThemeReading(shop)
  if (known) return known
  const first = await refreshThemeReading(shop, FIRST_LOOK_MS)
  return !first.known && first.reason === "unreachable" ? null : first
}
