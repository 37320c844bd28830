import { AxeBuilder } from "@axe-core/playwright"
import { type ServerType, serve } from "@hono/node-server"
import { Hono } from "hono"
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { launchBrowser } from "#tests/support/browser.ts"
import { createMemoryContext } from "#tests/support/memory-context.ts"
import { shellRoutes } from "../shell/shell-routes.ts"
import { createOrder } from "../world/actions/create-order.ts"
import { createCustomer } from "../world/actions/customers.ts"
import { createProduct } from "../world/actions/products.ts"
import { openShop } from "../world/actions/shops.ts"
import { getShop } from "../world/world.ts"
import { deskRoutes } from "./desk-routes.ts"

const SHOP = "looks-shop.myshopify.com"
const context = createMemoryContext(new Date("2026-11-21T10:00:00Z"))
const at = context.clock.now()
openShop(context.world, { domain: SHOP, name: "A shop with quite a long name in its top bar" }, at)
const app = new Hono().route("/", shellRoutes(context)).route("/", deskRoutes(context))
const product = createProduct(
  context.world,
  SHOP,
  {
    title: "Етиопия Сидамо, зърна с дълго име",
    handle: "sidamo",
    tags: ["coffee"],
    variants: [{ title: "250 g", priceMinor: 1250 }],
  },
  at,
)
const customer = createCustomer(
  context.world,
  SHOP,
  { firstName: "Мария", email: "maria@example.com", tags: ["vip"] },
  at,
)
const order = createOrder(
  context.world,
  SHOP,
  { customerId: customer.id, lines: [{ variantId: product.variants[0]?.id, quantity: 2 }], tags: ["a"] },
  at,
)

const PAGES = [
  "/",
  "/admin/looks-shop/apps/regulars",
  "/desk/looks-shop/orders",
  "/desk/looks-shop/orders/new",
  `/desk/looks-shop/orders/${order.id}`,
  "/desk/looks-shop/customers",
  `/desk/looks-shop/customers/${customer.id}`,
  "/desk/looks-shop/products",
  `/desk/looks-shop/products/${product.id}`,
]

let browser: Browser
let server: ServerType

beforeAll(async () => {
  browser = await launchBrowser()
  context.config.origin = await new Promise((resolve) => {
    server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    )
  })
})

afterAll(async () => {
  await browser?.close()
  server?.close()
})

describe("the pages of the admin and the desk", () => {
  it.each([320, 1280])("are usable at %i px: nothing sticks out, no fault that axe can find", async (width) => {
    // A page axe can work in must belong to a context of its own.
    const browsing = await browser.newContext({ viewport: { width, height: 800 } })
    const page = await browsing.newPage()
    const faults: string[] = []
    for (const path of PAGES) {
      await page.goto(`${context.config.origin}${path}`)
      await page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })")
      const beyond = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
      if (Number(beyond) > 0) faults.push(`${path} is ${beyond} px too wide`)
      const { violations } = await new AxeBuilder({ page }).analyze()
      for (const { id, nodes } of violations)
        faults.push(`${path} ${id}: ${nodes.map((node) => node.target).join(" ")}`)
    }
    expect(faults).toEqual([])
    await browsing.close()
  })

  it("work by keyboard: a refund without touching the mouse", async () => {
    const page = await browser.newPage()
    await page.goto(`${context.config.origin}/desk/looks-shop/orders/${order.id}`)
    await page.getByText("Refund", { exact: true }).first().focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.type("1")
    await page.keyboard.press("Enter")
    await page.getByText("The refund is made.").waitFor()
    expect(getShop(context.world, SHOP).orders.get(order.id)?.refunds).toHaveLength(1)
    await page.close()
  })
})
