import type { Page } from "playwright-core"
import { adminAddress, type WorldFile } from "../demo/world-file.ts"
import type { Subjects } from "./subjects.ts"

/** A page worth a picture: `name` is the file's, `prepare` brings it into the state that is shown. */
export type Shot = {
  name: string
  /** Who looks: a merchant in the admin, a signed-in shopper, somebody unknown, or the operator of this world. */
  visitor: "merchant" | "shopper" | "stranger" | "operator"
  url: string
  prepare?: (page: Page) => Promise<void>
  /** Only what the window shows: a panel stands over the page. */
  windowOnly?: boolean
}

type Path = string
type Pictures = (subjects: Subjects) => Record<string, Path>

/** Each page of the admin by its file in app/routes.ts: names of pictures and where the page stands for them. */
export const ADMIN_PICTURES: Record<string, Pictures> = {
  "routes/admin/home.tsx": () => ({ "admin-home": "" }),
  "routes/admin/programme.tsx": () => ({ "admin-programme": "/programme" }),
  "routes/admin/rewards.tsx": () => ({ "admin-rewards": "/rewards" }),
  "routes/admin/reward.tsx": () => ({ "admin-reward-new": "/rewards/new?kind=amount_off_slider" }),
  "routes/admin/members.tsx": () => ({ "admin-members": "/members" }),
  "routes/admin/member.tsx": ({ customerId }) => ({ "admin-member": `/members/${customerId}` }),
  "routes/admin/orders.tsx": () => ({ "admin-orders": "/orders" }),
  "routes/admin/order.tsx": ({ orderId }) => ({ "admin-order": `/orders/${orderId}` }),
  "routes/admin/work.tsx": () => ({ "admin-work": "/work" }),
  "routes/admin/work-item.tsx": ({ workId }) => ({ "admin-work-item": `/work/${workId}` }),
  "routes/admin/appearance.tsx": () => ({ "admin-appearance": "/appearance" }),
  "routes/admin/liability.tsx": () => ({ "admin-liability": "/liability" }),
  "routes/admin/privacy.tsx": () => ({ "admin-privacy": "/privacy" }),
  "routes/admin/import-orders.tsx": () => ({ "admin-import": "/import-orders" }),
  "routes/admin/not-found.tsx": () => ({ "admin-not-found": "/nothing" }),
}

/** Each page of the desk by its address. */
export const DESK_PICTURES: Record<string, Pictures> = {
  "/:handle/orders": () => ({ "desk-orders": "/orders" }),
  "/:handle/orders/new": () => ({ "desk-order-new": "/orders/new" }),
  "/:handle/orders/:id": ({ orderId }) => ({ "desk-order": `/orders/${orderId}` }),
  "/:handle/customers": () => ({ "desk-customers": "/customers" }),
  "/:handle/customers/:id": ({ customerId }) => ({ "desk-customer": `/customers/${customerId}` }),
  "/:handle/products": () => ({ "desk-products": "/products" }),
  "/:handle/products/:id": ({ productId }) => ({ "desk-product": `/products/${productId}` }),
  "/:handle/theme": () => ({ "desk-theme": "/theme" }),
}

type StorefrontPicture = Omit<Shot, "url"> & { path: Path }

/** Each block of the extension, where shoppers meet it. */
export const BLOCK_PICTURES: Record<string, StorefrontPicture[]> = {
  "launcher.liquid": [
    { name: "storefront-home", visitor: "shopper", path: "/" },
    { name: "storefront-panel", visitor: "shopper", path: "/", prepare: openPanel, windowOnly: true },
    { name: "storefront-panel-visitor", visitor: "stranger", path: "/", prepare: openVisitorPanel, windowOnly: true },
  ],
  "account.liquid": [{ name: "storefront-account", visitor: "shopper", path: "/account", prepare: openHistory }],
  "loyalty.liquid": [{ name: "storefront-rewards", visitor: "shopper", path: "/pages/rewards" }],
  "points-in-cart.liquid": [{ name: "storefront-cart", visitor: "shopper", path: "/cart", prepare: fillCart }],
  "points-on-product.liquid": [{ name: "storefront-product", visitor: "shopper", path: "/products/ethiopia-guji" }],
}

/** Every picture there is, with people and orders that have something to tell. */
export function listShots(world: Pick<WorldFile, "simulatorOrigin" | "storefrontOrigin">, subjects: Subjects): Shot[] {
  const named = (pictures: Record<string, Pictures>) =>
    Object.values(pictures).flatMap((of) => Object.entries(of(subjects)))
  return [
    ...named(ADMIN_PICTURES).map(
      ([name, path]): Shot => ({
        name,
        visitor: "merchant",
        url: adminAddress(world, path),
      }),
    ),
    ...Object.values(BLOCK_PICTURES)
      .flat()
      .map(({ path, ...shot }): Shot => ({ ...shot, url: `${world.storefrontOrigin}${path}` })),
    { name: "simulator-overview", visitor: "operator", url: `${world.simulatorOrigin}/` },
    ...named(DESK_PICTURES).map(
      ([name, path]): Shot => ({ name, visitor: "operator", url: `${world.simulatorOrigin}/desk/zrance${path}` }),
    ),
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

async function openVisitorPanel(page: Page): Promise<void> {
  await page.locator(".regulars-launcher__button").first().click()
  await page.locator("dialog[open] a").first().waitFor()
}
