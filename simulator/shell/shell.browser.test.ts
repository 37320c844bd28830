import { type ServerType, serve } from "@hono/node-server"
import { Hono } from "hono"
import type { Browser, FrameLocator, Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { launchBrowser } from "#tests/support/browser.ts"
import { createMemoryContext } from "#tests/support/memory-context.ts"
import { openShop } from "../world/actions/shops.ts"
import { getShop } from "../world/world.ts"
import { shellRoutes } from "./shell-routes.ts"

const SHOP = "shell-shop.myshopify.com"
const context = createMemoryContext(new Date("2026-11-21T10:00:00Z"))
const servers: ServerType[] = []

function listen(app: Hono): Promise<string> {
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    )
    servers.push(server)
  })
}

/** An app without a framework, one page for every address: the shell must not need more. */
function appPage(path: string): string {
  return `<!doctype html><title>App</title>
    <script data-api-key="key" src="${context.config.origin}/app-bridge.js"></script>
    <ui-nav-menu><a href="/app" rel="home">Home</a><a href="/app/members">Members</a><a href="/app/orders">Orders</a></ui-nav-menu>
    <ui-title-bar title="Page ${path}"><button variant="primary" onclick="shopify.toast.show('Published')">Publish</button></ui-title-bar>
    <h1>${path}</h1>
    <p><a id="deeper" href="/app/members/7?tab=points">A member</a> <a target="_top" href="shopify://admin/products">Products</a></p>
    <form data-save-bar data-discard-confirmation onsubmit="event.preventDefault(); shopify.toast.show('Saved')">
      <label>Rate <input name="rate" value="1"></label></form>`
}

let browser: Browser
let page: Page
let frame: FrameLocator
const pageErrors: string[] = []

beforeAll(async () => {
  openShop(context.world, { domain: SHOP, name: "Shell shop" }, context.clock.now())
  const app = new Hono().get("*", (c) => c.html(appPage(c.req.path)))
  const front = new Hono().route("/", shellRoutes(context))
  context.config.appOrigin = await listen(app)
  context.config.origin = await listen(front)
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  for (const server of servers) server.close()
})

beforeEach(async () => {
  getShop(context.world, SHOP).shop.installation = { scopes: ["read_orders"], tokens: [], installedAt: "2026-01-01" }
  pageErrors.length = 0
  page = await browser.newPage()
  page.on("pageerror", (error) => pageErrors.push(error.message))
  frame = page.frameLocator("#app-frame")
})

afterEach(async () => {
  await page.close()
  expect(pageErrors).toEqual([])
})

const open = (path: string) => page.goto(`${context.config.origin}/admin/shell-shop/apps/regulars${path}`)

describe("the admin shell", () => {
  it("opens the app's page behind a deep link, and follows the app wherever it goes", async () => {
    await open("/members?q=tea")
    await frame.getByRole("heading", { name: "/app/members" }).waitFor()
    const launch = new URL(page.frames()[1]?.url() ?? "")
    expect(Object.fromEntries(launch.searchParams)).toMatchObject({ q: "tea", shop: SHOP, embedded: "1", locale: "en" })
    await frame.locator("#deeper").click()
    await page.waitForURL(/\/apps\/regulars\/members\/7\?tab=points$/)
    await page.reload()
    await frame.getByRole("heading", { name: "/app/members/7" }).waitFor()
  })

  it("takes its navigation from the app and steers it", async () => {
    await open("")
    await page.getByRole("link", { name: "Members", exact: true }).click()
    await frame.getByRole("heading", { name: "/app/members" }).waitFor()
    await page.waitForURL(/\/apps\/regulars\/members$/)
    expect(await page.locator("#app-nav [aria-current]").textContent()).toBe("Members")
    await page.goBack()
    await frame.getByRole("heading", { name: "/app", exact: true }).waitFor()
  })

  it("shows the app's title, actions and toasts around the frame", async () => {
    await open("/orders")
    await page.getByRole("heading", { name: "Page /app/orders" }).waitFor()
    await page.getByRole("button", { name: "Publish" }).click()
    await page.getByRole("status").getByText("Published").waitFor()
    await page.getByRole("button", { name: "Close" }).click()
    expect(await page.getByText("Published").count()).toBe(0)
  })

  it("asks before unsaved changes are left or discarded, and saves them", async () => {
    await open("")
    const rate = frame.getByLabel("Rate")
    await rate.fill("2")
    await page.getByRole("link", { name: "Members", exact: true }).click()
    await page.getByRole("button", { name: "Keep editing" }).click()
    expect(await rate.inputValue()).toBe("2")
    await page.getByRole("button", { name: "Save" }).click()
    await page.getByRole("status").getByText("Saved").waitFor()
    await rate.fill("3")
    await page.locator("#save-bar-discard").click()
    await page.locator("#ask-yes").click()
    await page.locator("#save-bar").waitFor({ state: "hidden" })
    expect(await rate.inputValue()).toBe("1")
  })

  it("leads the app's links into the admin to the desk", async () => {
    await open("")
    await frame.getByRole("link", { name: "Products" }).click()
    await page.waitForURL(/\/desk\/shell-shop\/products$/)
  })

  it("speaks three languages, tells the app which, and remembers it", async () => {
    await open("/orders?locale=bg")
    await page.getByRole("link", { name: "Поръчки" }).waitFor()
    await open("/orders")
    await frame.getByRole("heading", { name: "/app/orders" }).waitFor()
    expect(page.frames()[1]?.url()).toContain("locale=bg")
    await page.getByRole("link", { name: "RU" }).first().click()
    await page.getByRole("link", { name: "Заказы" }).waitFor()
  })

  it("uninstalls and installs: the app is told, and no token is given in between", async () => {
    await open("")
    await page.getByRole("button", { name: "More actions" }).click()
    await page.getByRole("button", { name: "Uninstall" }).click()
    await page.getByRole("heading", { name: "Regulars asks to be installed in this shop" }).waitFor()
    expect(context.events.at(-1)?.notices[0]?.topic).toBe("app/uninstalled")
    const asking = "fetch('/admin/shell-shop/apps/regulars/session-token', { method: 'POST' }).then((r) => r.status)"
    expect(await page.evaluate(asking)).toBe(409)
    await page.getByRole("button", { name: "Install" }).click()
    await frame.getByRole("heading", { name: "/app" }).waitFor()
    expect(getShop(context.world, SHOP).shop.installation?.scopes).toEqual(context.config.scopes)
  })

  it("moves the world's clock from any page and stays on it", async () => {
    await open("/orders")
    const before = context.clock.now().getTime()
    await page.locator(".clock-button").click()
    await page.getByRole("button", { name: "+14 days" }).click()
    await page.waitForURL(/\/apps\/regulars\/orders$/)
    await frame.getByRole("heading", { name: "/app/orders" }).waitFor()
    expect(context.clock.now().getTime() - before).toBe(14 * 86_400_000)
  })
})
