import type { ThemeBlock } from "./theme-reading.ts"

/** A template of the theme where a block of ours belongs; `page` is every page without a template of its own. */
export type BlockPlace = { block: Exclude<ThemeBlock, "launcher">; template: "product" | "page" }

/**
 * Addresses of the theme editor that open it where something of ours is to be done; `clientId` is the app's API key.
 * https://shopify.dev/docs/apps/build/online-store/theme-app-extensions/configuration#deep-linking
 */
export function embedLink(shop: string, clientId: string): string {
  return editor(shop, { context: "apps", activateAppId: `${clientId}/launcher` })
}

/** The editor with the block put into the main section of the template (on a page: in a section of its own), ready to be saved. */
export function blockLink(shop: string, clientId: string, { block, template }: BlockPlace): string {
  const target = template === "product" ? "mainSection" : "newAppsSection"
  return editor(shop, { template, addAppBlockId: `${clientId}/${block}`, target })
}

/** Slashes stay as they are: Shopify splits the id at them. */
function editor(shop: string, query: Record<string, string>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value).replace("%2F", "/")}`)
  return `https://${shop}/admin/themes/current/editor?${pairs.join("&")}`
}
