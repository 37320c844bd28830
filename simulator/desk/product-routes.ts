import { type Context, Hono } from "hono"
import type { SimulatorContext } from "../context.ts"
import { updateProduct } from "../world/actions/products.ts"
import type { Id } from "../world/order.ts"
import type { ProductRecord } from "../world/product.ts"
import { type Desk, findDesk, notFound, showDesk } from "./desk-page.ts"
import { type Form, isValid, openForm, readChoice, readMoney, readTags } from "./form.ts"
import { matches, paginate } from "./paging.ts"

const STATUSES = ["active", "draft", "archived"] as const

/** /desk/<shop handle>/products… */
export function productRoutes(context: SimulatorContext): Hono {
  const routes = new Hono()

  routes.get("/:handle/products", (c) => {
    const desk = findDesk(context, c)
    return desk ? showList(c, desk) : c.notFound()
  })

  routes.get("/:handle/products/:id", (c) => {
    const desk = findDesk(context, c)
    if (!desk) return c.notFound()
    const product = desk.place.products.get(c.req.param("id"))
    return product ? showProduct(c, desk, product) : notFound(c, desk, "product", "products")
  })

  routes.post("/:handle/products/:id", async (c) => {
    const desk = findDesk(context, c)
    if (!desk) return c.notFound()
    const product = desk.place.products.get(c.req.param("id"))
    if (!product) return notFound(c, desk, "product", "products")
    const form = openForm(await c.req.parseBody())
    const change = readProductForm(form, product, desk.shop.currency)
    if (!change) return showProduct(c, desk, product, form)
    updateProduct(context.world, desk.domain, product.id, change, context.clock.now())
    return c.redirect(`/desk/${desk.shop.handle}/products/${product.id}?done=save`, 303)
  })

  return routes
}

/** `price-<variant id>`, `tags`, `status`; null when something is wrong. */
function readProductForm(form: Form, product: ProductRecord, currency: string) {
  const pricesMinor: Record<Id, number> = {}
  for (const variant of product.variants) {
    const name = `price-${variant.id}`
    const minor = readMoney(form, name, currency)
    if (minor !== null) pricesMinor[variant.id] = minor
    else form.errors[name] ??= "A price is needed."
  }
  const status = readChoice(form, "status", STATUSES)
  return isValid(form) ? { pricesMinor, status, tags: readTags(form.values.tags ?? "") } : null
}

function summarise(product: ProductRecord) {
  return {
    id: product.id,
    title: product.title,
    handle: product.handle,
    status: product.status,
    tags: readTags(product.tags),
    giftCard: product.gift_card,
    variants: product.variants.map(({ id, title, sku, price }) => ({ id, title, sku, price })),
  }
}

function showList(c: Context, desk: Desk) {
  const search = (c.req.query("q") ?? "").trim()
  const all = [...desk.place.products.values()]
  const found = search
    ? all.filter((product) => matches(search, [product.title, product.handle, product.id, product.tags]))
    : all
  const page = paginate(found, c.req.query("page"), search)
  const rows = page.rows.map(summarise)
  return showDesk(c, desk, "products", { title: "Products", section: "products", search, page: { ...page, rows } })
}

function showProduct(c: Context, desk: Desk, product: ProductRecord, form?: Form) {
  const stored = Object.fromEntries(product.variants.map((variant) => [`price-${variant.id}`, variant.price]))
  const data = {
    title: product.title,
    section: "products" as const,
    product: summarise(product),
    values: form?.values ?? { ...stored, tags: product.tags, status: product.status },
    errors: form?.errors ?? {},
    statuses: STATUSES,
  }
  return showDesk(c, desk, "product", data, form ? 422 : 200)
}
