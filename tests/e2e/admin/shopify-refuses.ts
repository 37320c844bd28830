import { randomUUID } from "node:crypto"
import type { Frame, Page } from "playwright-core"
import { buildLaunchUrl } from "#simulator/shell/launch-url.ts"
import { signSessionToken } from "#simulator/shell/session-token.ts"
import type { World } from "../../../bin/demo/start-world.ts"

const HOUR_MS = 3_600_000

const claims = ({ apiKey, apiSecret }: World, shop: string, at: Date) => ({
  shop,
  apiKey,
  apiSecret,
  userId: "7",
  sessionId: "s",
  tokenId: randomUUID(),
  at,
})

/** While `work` goes on, Shopify's admin gives this window session tokens whose hour is over. */
export async function whileSessionIsOver<T>(page: Page, world: World, work: () => Promise<T>): Promise<T> {
  const token = signSessionToken(claims(world, world.shop, new Date(Date.now() - HOUR_MS)))
  await page.route("**/session-token", (route) => route.fulfill({ json: { token } }))
  try {
    return await work()
  } finally {
    await page.unroute("**/session-token")
  }
}

/** The address at which Shopify's admin opens a page in its frame; `at`: when it was made. */
export function launchAddress(world: World, path: string, locale: string, { shop = world.shop, at = new Date() } = {}) {
  return buildLaunchUrl(world.appOrigin, `/app${path}`, locale, claims(world, shop, at))
}

/** Follows a link of ours inside of the frame, as Shopify's menu does: no document is loaded. */
export async function follow(frame: Frame, path: string): Promise<void> {
  await frame.evaluate((href) => {
    const link = document.createElement("a")
    link.setAttribute("href", href)
    document.body.append(link)
    link.dispatchEvent(new Event("shopify:navigate", { bubbles: true }))
    link.remove()
  }, `/app${path}`)
}
