import type { Hono } from "hono"
import { listCollections, listProducts, productObject } from "./objects/product.ts"
import { page, type Store, visitOf } from "./store.ts"

const PAGES = ["rewards", "about"]

/** Home, collections, products and pages. */
export function registerPages(app: Hono, store: Store): void {
  app.get("/", (c) => page(store, c, "index"))
  app.get("/collections", (c) => c.redirect(`${visitOf(store, c).prefix}/collections/all`))
  app.get("/collections/:handle", (c) => {
    const { place, prefix } = visitOf(store, c)
    const handle = c.req.param("handle")
    const collection = listCollections(place, prefix).find((each) => each.handle === handle)
    return collection ? page(store, c, "collection", { collection }) : page(store, c, "404", {}, 404)
  })
  app.get("/products/:handle", (c) => {
    const { place, prefix } = visitOf(store, c)
    const record = listProducts(place).find((each) => each.handle === c.req.param("handle"))
    if (!record) return page(store, c, "404", {}, 404)
    const product = productObject(record, place.shop.currency, prefix)
    const wanted = product.variants.find((variant) => variant.id === c.req.query("variant"))
    const chosen = wanted ?? product.selected_or_first_available_variant
    const shown = { ...product, selected_or_first_available_variant: chosen }
    return page(store, c, "product", { product: shown })
  })
  app.get("/pages/:handle", (c) => {
    const handle = c.req.param("handle")
    return PAGES.includes(handle) ? page(store, c, "page", { page: { handle } }) : page(store, c, "404", {}, 404)
  })
  app.notFound((c) => page(store, c, "404", {}, 404))
}
