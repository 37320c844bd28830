import type { Page } from "playwright-core"
import type { WorldFile } from "../demo/world-file.ts"
import type { Subjects } from "./subjects.ts"

/** A page worth a picture: `name` is the file's, `prepare` brings it into the state that is shown. */
export type Shot = {
  name: string
  /** Who looks: a merchant in the admin, a signed-in shopper, or the operator of this world. */
  visitor: "merchant" | "shopper" | "operator"
  url: string
  prepare?: (page: Page) => Promise<void>
}

type Origins = Pick<WorldFile, "simulatorOrigin" | "storefrontOrigin">

/** Each page of the product, with people and orders that have something to tell. */
export function listShots(world: Origins, subjects: Subjects): Shot[] {
  const admin = (path: string) => `${world.simulatorOrigin}/admin/zrance/apps/regulars${path}`
  const shop = (path: string) => `${world.storefrontOrigin}${path}`
  const merchant = (name: string, path: string): Shot => ({ name, visitor: "merchant", url: admin(path) })
  const shopper = (name: string, path: string, prepare?: Shot["prepare"]): Shot => ({
    name,
    visitor: "shopper",
    url: shop(path),
    prepare,
  })
  return [
    merchant("admin-home", ""),
    merchant("admin-programme", "/programme"),
    merchant("admin-members", "/members"),
    merchant("admin-member", `/members/${subjects.customerId}`),
    merchant("admin-orders", "/orders"),
    merchant("admin-order", `/orders/${subjects.orderId}`),
    merchant("admin-privacy", "/privacy"),
    merchant("admin-import", "/import-orders"),
    merchant("admin-work", "/work"),
    shopper("storefront-home", "/"),
    shopper("storefront-product", "/products/ethiopia-guji"),
    shopper("storefront-cart", "/cart", fillCart),
    shopper("storefront-account", "/account", openHistory),
    shopper("storefront-panel", "/", openPanel),
    { name: "simulator-overview", visitor: "operator", url: `${world.simulatorOrigin}/` },
    { name: "desk-order", visitor: "operator", url: `${world.simulatorOrigin}/desk/zrance/orders/${subjects.orderId}` },
  ]
}

/** Puts two products into the empty cart, as a shopper does, and comes back to it. */
async function fillCart(page: Page): Promise<void> {
  if ((await page.locator(".line").count()) > 0) return
  const cart = page.url()
  for (const handle of ["ethiopia-guji", "sencha"]) {
    await page.goto(new URL(`/products/${handle}`, cart).href)
    await page.locator('form[action*="/cart/add"] button[type="submit"]').first().click()
    await page.waitForURL(/\/cart/)
  }
  await page.goto(cart)
}

async function openHistory(page: Page): Promise<void> {
  await page.locator(".regulars-history summary").first().click()
  await page.locator('[data-part="entries"] li').first().waitFor()
}

async function openPanel(page: Page): Promise<void> {
  await page.locator(".regulars-launcher__button").first().click()
  await page.locator('dialog[open] [data-part="entries"] li').first().waitFor()
}
