import type { Context, Hono } from "hono"
import { findVariant } from "#simulator/world/actions/products.ts"
import { cartJson, cartObject } from "./objects/cart.ts"
import { changeCart } from "./session.ts"
import { keepSession, page, type Store, type Visit, visitOf } from "./store.ts"

/** The cart page, its forms, and the few .js addresses that themes use. */
export function registerCart(app: Hono, store: Store): void {
  app.get("/cart", (c) => page(store, c, "cart"))
  app.get("/cart.js", (c) => c.json(cartJson(cartNow(store, visitOf(store, c)))))
  app.post("/cart/add", async (c) => {
    const visit = await change(store, c, false)
    return visit ? c.redirect(`${visit.prefix}/cart`, 303) : page(store, c, "404", {}, 404)
  })
  app.post("/cart/change", async (c) => {
    const visit = await change(store, c, true)
    return visit ? c.redirect(`${visit.prefix}/cart`, 303) : page(store, c, "404", {}, 404)
  })
  app.post("/cart/add.js", async (c) => answer(store, c, await change(store, c, false)))
  app.post("/cart/change.js", async (c) => answer(store, c, await change(store, c, true)))
}

function cartNow(store: Store, visit: Visit) {
  return cartObject(store.context.world, visit.place.shop.domain, visit.session.cart, visit.prefix)
}

function answer(store: Store, c: Context, visit: Visit | null): Response {
  if (!visit) return c.json({ status: 404, message: "Cart Error", description: "No such variant" }, 404)
  return c.json(cartJson(cartNow(store, visit)))
}

/** Adds to a line or sets it; null when there is no such variant. */
async function change(store: Store, c: Context, exact: boolean): Promise<Visit | null> {
  const visit = visitOf(store, c)
  const input = await readInput(c)
  const variantId = String(input.id ?? "")
  const quantity = Number.parseInt(String(input.quantity ?? 1), 10)
  const found = findVariant(store.context.world, visit.place.shop.domain, variantId)
  if (!found || !Number.isSafeInteger(quantity)) return null
  visit.session.cart = changeCart(visit.session.cart, variantId, quantity, exact)
  keepSession(store, c, visit.session)
  return visit
}

async function readInput(c: Context): Promise<Record<string, unknown>> {
  const type = c.req.header("content-type") ?? ""
  if (!type.includes("json")) return c.req.parseBody()
  const body = (await c.req.json().catch(() => ({}))) as { items?: Record<string, unknown>[] }
  return body.items?.[0] ?? (body as Record<string, unknown>)
}
