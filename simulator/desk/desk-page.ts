import type { Context } from "hono"
import type { SimulatorContext } from "../context.ts"
import { shellLabels } from "../shell/labels.ts"
import { renderPage } from "../shell/render.ts"
import { findShopByHandle, type ShellShop, toShellShop } from "../shell/shell-shop.ts"
import { readWorldTime } from "../shell/world-time.ts"
import type { ShopWorld } from "../world/world.ts"

/** What every page of the desk works with. */
export type Desk = { context: SimulatorContext; place: ShopWorld; shop: ShellShop; domain: string }

/** The desk of the shop in the address, or null. */
export function findDesk(context: SimulatorContext, c: Context): Desk | null {
  const place = findShopByHandle(context, c.req.param("handle") ?? "")
  return place ? { context, place, shop: toShellShop(place), domain: place.shop.domain } : null
}

/** A page of the desk: `name` is its template, `data` what it shows beside top bar and navigation. */
export async function showDesk(
  c: Context,
  desk: Desk,
  name: string,
  data: { title: string; section: "orders" | "customers" | "products" | "theme" } & Record<string, unknown>,
  status: 200 | 404 | 422 = 200,
): Promise<Response> {
  const page = {
    locale: "en",
    labels: shellLabels("en"),
    shop: desk.shop,
    currency: desk.shop.currency,
    worldTime: readWorldTime(desk.context, desk.shop.timezone, "en"),
    storefrontOrigin: desk.context.config.storefrontOrigin,
    base: `/desk/${desk.shop.handle}`,
    appBase: `/admin/${desk.shop.handle}/apps/regulars`,
    done: DONE[c.req.query("done") ?? ""] ?? null,
    ...data,
  }
  return c.html(await renderPage(name, page), status)
}

/** Said once after a form was worked off; the word stands in the address, so that a reload repeats nothing. */
const DONE: Record<string, string> = {
  cancel: "The order is cancelled.",
  create: "Created.",
  delete: "The order is deleted.",
  deliver: "The carrier reports: delivered.",
  edit: "The order is edited.",
  "fail-delivery": "The carrier reports: delivery failed.",
  fulfil: "The goods are on their way.",
  pay: "The payment is in.",
  refund: "The refund is made.",
  save: "Saved.",
  "settle-refund": "The bank has answered.",
  theme: "The storefront has this theme now.",
}

export function notFound(c: Context, desk: Desk, what: string, section: "orders" | "customers" | "products") {
  return showDesk(c, desk, "missing", { title: `No such ${what}`, section, what }, 404)
}
