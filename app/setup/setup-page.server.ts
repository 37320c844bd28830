import { env } from "#app/lib/env.server.ts"
import { isGuideHidden } from "./guide.server.ts"
import { blockLink, embedLink } from "./theme-links.ts"
import type { ThemeReading } from "./theme-reading.ts"
import { findThemeReading } from "./theme-state.server.ts"

/** What home knows of the way to a live programme without asking Shopify. */
export type SetupPage = {
  hidden: boolean
  /** As the theme was when it was last asked; the page asks again once it stands. */
  theme: ThemeReading | null
  /** Into the theme editor. */
  links: { launcher: string; product: string; page: string }
}

export async function getSetupPage(shop: string): Promise<SetupPage> {
  const [hidden, theme] = await Promise.all([isGuideHidden(shop), findThemeReading(shop)])
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
