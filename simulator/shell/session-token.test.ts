import "@shopify/shopify-api/adapters/node"
import { ApiVersion, shopifyApi } from "@shopify/shopify-api"
import { describe, expect, it } from "vitest"
import { buildLaunchUrl } from "./launch-url.ts"
import { signSessionToken } from "./session-token.ts"

const library = shopifyApi({
  apiKey: "key",
  apiSecretKey: "secret",
  apiVersion: ApiVersion.July26,
  hostName: "127.0.0.1",
  isEmbeddedApp: true,
})

const token = {
  shop: "token-shop.myshopify.com",
  apiKey: "key",
  apiSecret: "secret",
  userId: "42",
  sessionId: "session-1",
  tokenId: "token-1",
}

describe("a session token of the admin", () => {
  it("is accepted by Shopify's library and says who, where and for which app", async () => {
    const payload = await library.session.decodeSessionToken(signSessionToken({ ...token, at: new Date() }))
    expect(payload).toMatchObject({
      iss: "https://token-shop.myshopify.com/admin",
      dest: "https://token-shop.myshopify.com",
      aud: "key",
      sub: "42",
      jti: "token-1",
      sid: "session-1",
    })
    expect(payload.exp - payload.nbf).toBe(60)
  })

  it("is refused a minute and the library's ten seconds of patience later", async () => {
    const stale = signSessionToken({ ...token, at: new Date(Date.now() - 71_000) })
    await expect(library.session.decodeSessionToken(stale)).rejects.toThrow(/exp/)
  })

  it("is refused when another secret signed it or another app is meant", async () => {
    const forged = signSessionToken({ ...token, apiSecret: "guess", at: new Date() })
    await expect(library.session.decodeSessionToken(forged)).rejects.toThrow(/signature/)
    const foreign = signSessionToken({ ...token, apiKey: "other", at: new Date() })
    await expect(library.session.decodeSessionToken(foreign)).rejects.toThrow(/API key/)
  })
})

describe("the address the admin opens the app with", () => {
  const launch = new URL(
    buildLaunchUrl("http://127.0.0.1:4001", "/app/members?q=Иван Петров", "bg", { ...token, at: new Date() }),
  )

  it("keeps the app's own page and carries a host the library trusts", () => {
    expect(launch.pathname).toBe("/app/members")
    expect(launch.searchParams.get("q")).toBe("Иван Петров")
    expect(launch.searchParams.get("locale")).toBe("bg")
    const host = library.utils.sanitizeHost(launch.searchParams.get("host") ?? "")
    expect(library.auth.buildEmbeddedAppUrl(host ?? "")).toContain("admin.shopify.com/store/token-shop/apps/key")
  })

  it("is signed so that the library's own check passes, and fails when a parameter is changed", async () => {
    const query = Object.fromEntries(launch.searchParams)
    expect(await library.utils.validateHmac(query)).toBe(true)
    expect(await library.utils.validateHmac({ ...query, shop: "thief.myshopify.com" })).toBe(false)
  })
})
