import { createHmac } from "node:crypto"
import { createServer, type IncomingMessage, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { verifyProxySignature } from "#app/shopify/proxy-signature.server.ts"
import { SHOP } from "./coffee-shop.ts"
import { type VisitedShop, visitCoffeeShop } from "./visited-shop.ts"

type Seen = { method: string; url: URL; body: string; headers: IncomingMessage["headers"] }

let server: Server
let seen: Seen[]
let context: VisitedShop["context"]
let shop: VisitedShop["shop"]
let shopper: VisitedShop["shopper"]

beforeEach(async () => {
  seen = []
  server = createServer(async (request, response) => {
    let body = ""
    for await (const chunk of request) body += chunk
    const url = new URL(request.url ?? "/", "http://app.test")
    seen.push({ method: request.method ?? "", url, body, headers: request.headers })
    response.writeHead(201, { "content-type": "application/json", "set-cookie": "app=1", "x-app": "1" })
    response.end('{"ok":true}')
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  ;({ context, shop, shopper } = visitCoffeeShop())
  context.config.appOrigin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(() => new Promise((resolve) => server.close(resolve)))

function last(): Seen {
  const request = seen.at(-1)
  if (!request) throw new Error("the app was not asked")
  return request
}

describe("the app proxy", () => {
  it("passes a request to the app with the shop, the signed-in customer and a signature", async () => {
    await shopper.signIn("anna@example.com")
    const { status, html } = await shopper.visit("/apps/regulars/history?locale=bg")
    expect([status, html]).toEqual([201, '{"ok":true}'])
    const { url, method } = last()
    expect([method, url.pathname]).toEqual(["GET", "/storefront/history"])
    expect(url.searchParams.get("locale")).toBe("bg")
    expect(url.searchParams.get("shop")).toBe(SHOP)
    expect(url.searchParams.get("logged_in_customer_id")).toBe(shop.anna.id)
    expect(url.searchParams.get("path_prefix")).toBe("/apps/regulars")
    expect(verifyProxySignature(url.searchParams, "secret")).toBe(true)
    expect(Math.abs(Number(url.searchParams.get("timestamp")) - Date.now() / 1000)).toBeLessThan(10)
  })

  it("signs as documented: sorted pairs, repeated values joined by commas, hex HMAC-SHA256", async () => {
    await shopper.visit("/apps/regulars/summary?extra=1&extra=2")
    const { searchParams } = last().url
    const text = `extra=1,2logged_in_customer_id=path_prefix=/apps/regularsshop=${SHOP}timestamp=${searchParams.get("timestamp")}`
    expect(searchParams.get("signature")).toBe(createHmac("sha256", "secret").update(text).digest("hex"))
  })

  it("believes nothing that the visitor says of shop, customer or signature", async () => {
    const forged = "shop=evil.myshopify.com&logged_in_customer_id=1&path_prefix=x&timestamp=1&signature=00"
    await shopper.visit(`/apps/regulars/summary?${forged}&${forged}`)
    const { searchParams } = last().url
    for (const key of ["shop", "logged_in_customer_id", "path_prefix", "timestamp", "signature"])
      expect(searchParams.getAll(key), key).toHaveLength(1)
    expect(searchParams.get("shop")).toBe(SHOP)
    expect(searchParams.get("logged_in_customer_id")).toBe("")
    expect(verifyProxySignature(searchParams, "secret")).toBe(true)
  })

  it("forwards method and body, but neither the shopper's cookies nor the app's", async () => {
    await shopper.signIn("anna@example.com")
    await shopper.visit("/bg/apps/regulars/join", { consent: "yes" })
    const { method, body, headers, url } = last()
    expect([method, url.pathname, body]).toEqual(["POST", "/storefront/join", "consent=yes"])
    expect(headers["content-type"]).toContain("application/x-www-form-urlencoded")
    expect(headers.cookie).toBeUndefined()
    expect([...shopper.cookies.keys()]).toEqual(["shop_session"])
  })

  it("answers 502 in plain words while the app is away", async () => {
    context.config.appOrigin = "http://127.0.0.1:9"
    const { status, html } = await shopper.visit("/apps/regulars/summary")
    expect(status).toBe(502)
    expect(html).toContain("error in the third-party application")
  })
})
