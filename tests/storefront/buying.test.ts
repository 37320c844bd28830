import { beforeEach, describe, expect, it } from "vitest"
import { THEMES } from "#simulator/storefront/page.ts"
import type { OrderRecord } from "#simulator/world/order.ts"
import { getShop } from "#simulator/world/world.ts"
import { SHOP } from "./coffee-shop.ts"
import { textOf } from "./shopper.ts"
import { type VisitedShop, visitCoffeeShop } from "./visited-shop.ts"

let context: VisitedShop["context"]
let shop: VisitedShop["shop"]
let shopper: VisitedShop["shopper"]

beforeEach(() => {
  ;({ context, shop, shopper } = visitCoffeeShop())
})

const add = (quantity: number, id = shop.guji.variants[0]?.id ?? "") =>
  shopper.visit("/cart/add", { id, quantity: String(quantity) })
const orders = (): OrderRecord[] => [...getShop(context.world, SHOP).orders.values()]

async function buy(form: Record<string, string>): Promise<OrderRecord> {
  const { status } = await shopper.visit("/checkout", { payment: "card", ...form })
  expect(status).toBe(303)
  const order = orders().at(-1)
  if (!order) throw new Error("no order was made")
  return order
}

describe("buying", () => {
  it("turns a signed-in customer's cart into a paid order of the shop and empties the cart", async () => {
    await shopper.signIn("anna@example.com")
    await add(2)
    const order = await buy({ address1: "Shishman 14", city: "Sofia" })
    expect(order.customer?.id).toBe(shop.anna.id)
    expect(order.financial_status).toBe("paid")
    expect(order.total_price).toBe("33.88")
    expect(order.line_items.map((line) => [line.title, line.quantity])).toEqual([["Ethiopia Guji, 250 g", 2]])
    expect(order.shipping_address?.city).toBe("Sofia")
    const topics = context.events.at(-1)?.notices.map((notice) => notice.topic)
    expect(topics).toEqual(["orders/create", "orders/paid", "orders/updated"])
    expect(textOf((await shopper.visit("/cart")).document.querySelector("main"))).toContain("Your cart is empty.")
    const thanks = await shopper.visit(`/checkout/thank-you/${order.id}`)
    expect(textOf(thanks.document.querySelector("main"))).toContain(order.name)
  })

  it("leaves cash on delivery unpaid, and a gift card pays its part", async () => {
    await shopper.signIn("anna@example.com")
    await add(2)
    const cash = await buy({ payment: "cash_on_delivery" })
    expect([cash.financial_status, cash.payment_gateway_names]).toEqual(["pending", ["Cash on Delivery (COD)"]])
    await add(2)
    const card = await buy({ payment: "gift_card" })
    expect(card.financial_status).toBe("paid")
    expect(card.transactions.map((t) => [t.gateway, t.amount])).toEqual([
      ["gift_card", "20.00"],
      ["shopify_payments", "13.88"],
    ])
  })

  it("takes a discount code off the lines, and refuses one it does not know", async () => {
    await shopper.signIn("anna@example.com")
    await add(1)
    const refused = await shopper.visit("/checkout", { payment: "card", code: "FREE" })
    expect(refused.status).toBe(422)
    expect(textOf(refused.document.querySelector("[role=alert]"))).toContain("does not exist")
    expect(orders()).toHaveLength(0)
    const order = await buy({ code: "welcome10" })
    expect(order.total_discounts).toBe("1.50")
    expect(order.discount_codes[0]?.code).toBe("WELCOME10")
  })

  it("makes a guest a customer without an account, who gets one by signing in", async () => {
    await add(1)
    expect((await shopper.visit("/checkout", { payment: "card" })).status).toBe(422)
    const order = await buy({ email: "guest@example.com" })
    const customer = getShop(context.world, SHOP).customers.get(order.customer?.id ?? "")
    expect(customer?.state).toBe("disabled")
    await shopper.signIn("guest@example.com")
    expect(customer?.state).toBe("enabled")
    expect(context.events.at(-1)?.notices.map((notice) => notice.topic)).toContain("customers/enable")
  })

  it("makes no order of an empty cart", async () => {
    await shopper.signIn("anna@example.com")
    expect((await shopper.visit("/checkout", { payment: "card" })).status).toBe(422)
    expect(orders()).toHaveLength(0)
  })
})

describe("the cart", () => {
  it("adds, changes and removes, and tells themes as JSON", async () => {
    await add(1)
    await add(2)
    const id = shop.guji.variants[0]?.id ?? ""
    expect(JSON.parse((await shopper.visit("/cart.js")).html)).toMatchObject({
      item_count: 3,
      total_price: 4497,
      currency: "EUR",
      items: [{ variant_id: id, quantity: 3, price: 1499 }],
    })
    await shopper.visit("/cart/change", { id, quantity: "1" })
    expect(JSON.parse((await shopper.visit("/cart.js")).html).item_count).toBe(1)
    await shopper.visit("/cart/change", { id, quantity: "0" })
    expect(JSON.parse((await shopper.visit("/cart.js")).html).items).toEqual([])
  })

  it("knows no variant of another shop", async () => {
    expect((await add(1, "42")).status).toBe(404)
  })
})

describe("accounts", () => {
  it("registers a newcomer in the language of the page and signs them in", async () => {
    const { status, location } = await shopper.visit("/bg/account/register", {
      email: "new@example.com",
      first_name: "Мая",
    })
    expect([status, location]).toEqual([303, "/bg/account"])
    const account = await shopper.visit("/bg/account")
    expect(textOf(account.document.querySelector("h1"))).toBe("Здравейте, Мая")
    const made = [...getShop(context.world, SHOP).customers.values()].at(-1)
    expect([made?.locale, made?.state]).toEqual(["bg", "enabled"])
  })

  it("keeps strangers out: unknown e-mail, signed out, forged cookie", async () => {
    expect((await shopper.signIn("nobody@example.com")).status).toBe(422)
    expect((await shopper.visit("/account")).location).toBe("/account/login")
    const forged = Buffer.from(JSON.stringify({ customerId: shop.anna.id, cart: [] })).toString("base64url")
    shopper.cookies.set("shop_session", `${forged}.AAAA`)
    expect((await shopper.visit("/account")).location).toBe("/account/login")
  })

  it("returns to where the shopper was, never to another site", async () => {
    const back = await shopper.visit("/account/login", { email: "anna@example.com", return_url: "/pages/rewards" })
    expect(back.location).toBe("/pages/rewards")
    const away = await shopper.visit("/account/login", { email: "anna@example.com", return_url: "//evil.example" })
    expect(away.location).toBe("/account")
  })
})

describe.each(THEMES)("every page of the theme %s", (theme) => {
  const PAGES = [
    "/",
    "/collections/all",
    "/collections/coffee",
    "/products/vitosha-blend",
    "/cart",
    "/checkout",
    "/account/login",
    "/pages/rewards",
    "/pages/about",
    "/nowhere",
  ]

  it.each(["", "/bg", "/ru"])("speaks its language at %s/ with no word missing", async (prefix) => {
    getShop(context.world, SHOP).shop.theme = theme
    await add(1)
    for (const path of PAGES) {
      const { html, document } = await shopper.visit(`${prefix}${path}`)
      expect(html, path).toContain(`/cdn/themes/${theme}/`)
      expect(html, path).not.toContain("Translation missing")
      expect(document.documentElement.lang, path).toBe(prefix.slice(1) || "en")
      expect(document.querySelectorAll("h1"), path).toHaveLength(1)
    }
  })
})
