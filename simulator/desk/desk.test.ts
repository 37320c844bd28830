import { Hono } from "hono"
import { describe, expect, it } from "vitest"
import { createMemoryContext } from "#tests/support/memory-context.ts"
import { createOrder } from "../world/actions/create-order.ts"
import { createCustomer } from "../world/actions/customers.ts"
import { createProduct } from "../world/actions/products.ts"
import { openShop } from "../world/actions/shops.ts"
import type { OrderRecord } from "../world/order.ts"
import { getShop } from "../world/world.ts"
import { deskRoutes } from "./desk-routes.ts"

const ORIGIN = "http://desk.test"

/** A shop with one product in two sizes, one customer, and a paid order of 2 × 12.50 with 4.90 shipping. */
function openDesk(handle: string) {
  const context = createMemoryContext(new Date("2026-11-21T10:00:00Z"))
  const domain = `${handle}.myshopify.com`
  const at = context.clock.now()
  openShop(context.world, { domain, name: "Test shop" }, at)
  const app = new Hono().route("/", deskRoutes(context))
  const product = createProduct(
    context.world,
    domain,
    {
      title: "Sidamo <beans>",
      handle: "sidamo",
      variants: [
        { title: "250 g", priceMinor: 1250 },
        { title: "1 kg", priceMinor: 4200 },
      ],
    },
    at,
  )
  const customer = createCustomer(
    context.world,
    domain,
    { firstName: "Мария", lastName: "Иванова", email: "maria@example.com" },
    at,
  )
  const small = product.variants[0]?.id ?? ""
  const place = getShop(context.world, domain)
  const order = createOrder(
    context.world,
    domain,
    {
      customerId: customer.id,
      lines: [{ variantId: small, quantity: 2 }],
      shipping: { title: "Post", priceMinor: 490 },
    },
    at,
  )
  const base = `/desk/${handle}`
  return {
    context,
    base,
    customer,
    product,
    small,
    order,
    lineId: order.line_items[0]?.id ?? "",
    stored: (id = order.id) => place.orders.get(id) as OrderRecord,
    place,
    get: async (path: string) => (await app.request(`${ORIGIN}${base}${path}`)).text(),
    send: (path: string, form: Record<string, string> = {}, origin = ORIGIN) =>
      app.request(`${ORIGIN}${base}${path}`, { method: "POST", headers: { origin }, body: new URLSearchParams(form) }),
  }
}

describe("the desk's orders", () => {
  it("are listed newest first, found by the customer's name, and shown with what was typed escaped", async () => {
    const desk = openDesk("list-shop")
    const later = new Date("2026-11-22T10:00:00Z")
    createOrder(
      desk.context.world,
      "list-shop.myshopify.com",
      { customerId: null, lines: [{ variantId: desk.small, quantity: 1 }] },
      later,
    )
    const list = await desk.get("/orders")
    expect(list.indexOf("#1002")).toBeLessThan(list.indexOf("#1001"))
    const found = await desk.get("/orders?q=%D0%B8%D0%B2%D0%B0%D0%BD%D0%BE%D0%B2%D0%B0")
    expect(found).toContain("#1001")
    expect(found).not.toContain("#1002")
    expect(await desk.get(`/orders/${desk.order.id}`)).toContain("Sidamo &lt;beans&gt;")
  })

  it("come in pages of 25", async () => {
    const desk = openDesk("paged-shop")
    for (let i = 0; i < 30; i += 1) {
      createOrder(
        desk.context.world,
        "paged-shop.myshopify.com",
        { customerId: null, lines: [{ variantId: desk.small, quantity: 1 }] },
        desk.context.clock.now(),
      )
    }
    expect((await desk.get("/orders")).match(/<th scope="row">/g)).toHaveLength(25)
    const second = await desk.get("/orders?page=2")
    expect(second.match(/<th scope="row">/g)).toHaveLength(6)
    expect(second).toContain("Page 2 of 2")
  })

  it("are placed from the form: cash on delivery waits for its money", async () => {
    const desk = openDesk("new-shop")
    const response = await desk.send("/orders", {
      email: "MARIA@example.com",
      "variant-1": desk.small,
      "quantity-1": "3",
      shipping: "4,90",
      gateway: "Cash on Delivery (COD)",
      paid: "no",
    })
    expect(response.status).toBe(303)
    const id = /orders\/(\d+)/.exec(response.headers.get("location") ?? "")?.[1]
    expect(desk.stored(id)).toMatchObject({
      financial_status: "pending",
      total_price: "42.40",
      customer: { email: "maria@example.com" },
    })
    await desk.send(`/orders/${id}/pay`)
    expect(desk.stored(id).financial_status).toBe("paid")
  })

  it("are refused with words beside the field when the form makes no sense", async () => {
    const desk = openDesk("wrong-shop")
    const response = await desk.send("/orders", { email: "nobody@example.com", "quantity-1": "2", shipping: "a lot" })
    const page = await response.text()
    expect(response.status).toBe(422)
    expect(page).toContain("No customer has this e-mail.")
    expect(page).toContain("An order needs at least one product.")
    expect(page).toContain("Write an amount such as 12.50.")
    expect(page).toContain('value="a lot"')
    expect(desk.place.orders.size).toBe(1)
  })
})

describe("refunding at the desk", () => {
  it("takes half of the goods and gives back their price", async () => {
    const desk = openDesk("half-shop")
    const response = await desk.send(`/orders/${desk.order.id}/refund`, {
      [`line-${desk.lineId}`]: "1",
      restock: "yes",
    })
    expect(response.headers.get("location")).toBe(`${desk.base}/orders/${desk.order.id}?done=refund`)
    const order = desk.stored()
    expect(order.financial_status).toBe("partially_refunded")
    expect(order.line_items[0]?.current_quantity).toBe(1)
    expect(order.current_total_price).toBe("17.40")
    expect(order.transactions.at(-1)).toMatchObject({ kind: "refund", status: "success", amount: "12.50" })
    expect(desk.context.events.at(-1)?.notices.map((notice) => notice.topic)).toEqual([
      "refunds/create",
      "orders/updated",
    ])
  })

  it("gives back money alone, shipping alone, or keeps a restocking fee", async () => {
    const desk = openDesk("kinds-shop")
    await desk.send(`/orders/${desk.order.id}/refund`, { amount: "5" })
    await desk.send(`/orders/${desk.order.id}/refund`, { shipping: "4.90" })
    await desk.send(`/orders/${desk.order.id}/refund`, { [`line-${desk.lineId}`]: "1", fee: "2.50" })
    const paidBack = desk
      .stored()
      .transactions.filter((t) => t.kind === "refund")
      .map((t) => t.amount)
    expect(paidBack).toEqual(["5.00", "4.90", "10.00"])
    expect(desk.stored().line_items[0]?.current_quantity).toBe(1)
  })

  it("can let the money transaction fail, or stay pending until the bank answers", async () => {
    const desk = openDesk("bank-shop")
    await desk.send(`/orders/${desk.order.id}/refund`, { amount: "5", status: "failure" })
    expect(desk.stored().financial_status).toBe("paid")
    await desk.send(`/orders/${desk.order.id}/refund`, { amount: "5", status: "pending" })
    const refund = desk.stored().refunds.at(-1)?.id ?? ""
    await desk.send(`/orders/${desk.order.id}/settle-refund`, { refund, status: "success" })
    expect(desk.stored().financial_status).toBe("partially_refunded")
  })

  it.each([
    [{}, "Say what to refund"],
    [{ amount: "-1" }, "Write an amount such as 12.50."],
    [{ amount: "1.234" }, "Write an amount such as 12.50."],
    [{ amount: "29.91" }, "At most 29.90 EUR is left to give back."],
    [{ shipping: "5" }, "At most 4.90 EUR of shipping is left."],
    [{ fee: "1" }, "A fee is kept back from returned lines"],
    [{ line: "3" }, "2 units are left."],
    [{ line: "1.5" }, "Write a whole number."],
    [{ line: "1", fee: "12.51" }, "The lines are worth 12.50 EUR."],
    [{ amount: "1", status: "maybe" }, "Choose one of the list."],
  ])("refuses %o: %s", async (form, words) => {
    const desk = openDesk("refuse-shop")
    const { line, ...fields } = form as { line?: string }
    const sent = { ...fields, ...(line ? { [`line-${desk.lineId}`]: line } : {}) }
    const response = await desk.send(`/orders/${desk.order.id}/refund`, sent)
    expect(response.status).toBe(422)
    expect(await response.text()).toContain(words)
    expect(desk.stored().refunds).toEqual([])
  })
})

describe("an order's life at the desk", () => {
  it("goes out, arrives or fails, and shows the webhooks that told of it", async () => {
    const desk = openDesk("parcel-shop")
    const path = `/orders/${desk.order.id}`
    await desk.send(`${path}/fulfil`)
    await desk.send(`${path}/fail-delivery`)
    expect(desk.stored().fulfillments[0]?.shipment_status).toBe("failure")
    await desk.send(`${path}/deliver`)
    expect(desk.stored().fulfillments[0]?.shipment_status).toBe("delivered")
    const page = await desk.get(path)
    for (const topic of ["orders/create", "fulfillments/create", "fulfillment_events/create", "orders/updated"]) {
      expect(page).toContain(`<code>${topic}</code>`)
    }
    const again = await desk.send(`${path}/fulfil`)
    expect(again.status).toBe(422)
    expect(await again.text()).toContain("Nothing is left to fulfil: #1001.")
  })

  it("is edited: fewer units, one more line, and more of a taxed line as a line of its own", async () => {
    const desk = openDesk("edit-shop")
    const path = `/orders/${desk.order.id}/edit`
    await desk.send(path, { [`line-${desk.lineId}`]: "1", variant: desk.product.variants[1]?.id ?? "", quantity: "2" })
    expect(desk.stored().line_items.map((line) => line.current_quantity)).toEqual([1, 2])
    await desk.send(path, { [`line-${desk.lineId}`]: "4" })
    expect(desk.stored().line_items.map((line) => line.current_quantity)).toEqual([1, 2, 3])
    const unchanged = await desk.send(path, { [`line-${desk.lineId}`]: "1" })
    expect(await unchanged.text()).toContain("Nothing is changed")
  })

  it("does not lose what was sent: a fulfilled unit is refunded, not edited away", async () => {
    const desk = openDesk("sent-shop")
    await desk.send(`/orders/${desk.order.id}/fulfil`)
    const response = await desk.send(`/orders/${desk.order.id}/edit`, { [`line-${desk.lineId}`]: "0" })
    expect(await response.text()).toContain("2 of it are sent already: refund them instead.")
  })

  it("is cancelled with the money given back, and deleted for good", async () => {
    const desk = openDesk("end-shop")
    await desk.send(`/orders/${desk.order.id}/cancel`, { reason: "customer", refund: "yes" })
    expect(desk.stored()).toMatchObject({ cancel_reason: "customer", financial_status: "refunded" })
    const response = await desk.send(`/orders/${desk.order.id}/delete`)
    expect(response.headers.get("location")).toBe(`${desk.base}/orders?done=delete`)
    expect(desk.place.orders.size).toBe(0)
    expect(await desk.get(`/orders/${desk.order.id}`)).toContain("No such order")
  })

  it("takes no orders from other sites", async () => {
    const desk = openDesk("csrf-shop")
    const response = await desk.send(`/orders/${desk.order.id}/delete`, {}, "http://evil.test")
    expect(response.status).toBe(403)
    expect(desk.place.orders.size).toBe(1)
  })
})

describe("customers and products at the desk", () => {
  it("are created and tagged, but an e-mail belongs to one customer", async () => {
    const desk = openDesk("people-shop")
    const created = await desk.send("/customers", {
      firstName: "Анна",
      email: "anna@example.com",
      locale: "ru",
      tags: "vip, tea,,vip",
    })
    const id = /customers\/(\d+)/.exec(created.headers.get("location") ?? "")?.[1] ?? ""
    expect(desk.place.customers.get(id)).toMatchObject({ first_name: "Анна", locale: "ru", tags: "vip, tea" })
    const taken = await desk.send(`/customers/${id}`, { firstName: "Анна", email: "Maria@example.com" })
    expect(await taken.text()).toContain("Another customer has this e-mail.")
    expect(await desk.get(`/customers/${desk.customer.id}`)).toContain('action="http://storefront.test/account/login"')
  })

  it("get new prices and tags; a price in words is refused and the others stay", async () => {
    const desk = openDesk("price-shop")
    const [small, large] = desk.product.variants
    const path = `/products/${desk.product.id}`
    const wrong = await desk.send(path, { [`price-${small?.id}`]: "9.90", [`price-${large?.id}`]: "cheap" })
    expect(wrong.status).toBe(422)
    expect(small?.price).toBe("12.50")
    await desk.send(path, {
      [`price-${small?.id}`]: "9,90",
      [`price-${large?.id}`]: "39.00",
      tags: "coffee, new",
      status: "active",
    })
    expect(desk.product.variants.map((variant) => variant.price)).toEqual(["9.90", "39.00"])
    expect(desk.product.tags).toBe("coffee, new")
  })
})

describe("the theme at the desk", () => {
  it("becomes another one, and stays when there is none of that name", async () => {
    const desk = openDesk("theme-shop")
    await desk.send("/theme", { theme: "dense" })
    expect((await desk.send("/theme", { theme: "fancy" })).status).toBe(422)
    expect(desk.place.shop.theme).toBe("dense")
  })
})
