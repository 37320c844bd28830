import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import { type GraphqlShop, openGraphqlShop } from "#tests/support/graphql-shop.ts"
import { adminApi } from "./admin-api.server.ts"
import { offlineSessionId } from "./tokens.server.ts"
import { AddTags, ReadAppScopes, WriteMetafields } from "./types/operations.generated.ts"

let platform: GraphqlShop

beforeAll(async () => {
  platform = await openGraphqlShop()
  process.env.SHOPIFY_API_KEY = "key"
  process.env.SHOPIFY_API_SECRET = "secret"
  process.env.SHOPIFY_APP_URL = "http://127.0.0.1:4001"
  process.env.SHOPIFY_SIMULATOR_ORIGIN = platform.origin
})

afterAll(() => platform.close())

async function installed(shop: string, refreshToken: string | null = null): Promise<string> {
  await acrossShops().query(
    `INSERT INTO "Session" (id, shop, state, scope, "accessToken", "refreshToken") VALUES ($1, $2, '', '', 'first', $3)`,
    [offlineSessionId(shop), shop, refreshToken],
  )
  return shop
}

const scopes = { data: { currentAppInstallation: { id: "1", accessScopes: [{ handle: "read_orders" }] } } }
const readScopes = (shop: string) => adminApi(shop).query(ReadAppScopes, {})
const throttled = {
  body: {
    errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
    extensions: { cost: { requestedQueryCost: 60, throttleStatus: { currentlyAvailable: 10, restoreRate: 1000 } } },
  },
}

describe("a query", () => {
  test("goes to the pinned version with the shop's token, named, and gives its data", async () => {
    const shop = await installed("plain.myshopify.com")
    platform.script(shop, { body: scopes })
    expect(await readScopes(shop)).toEqual(scopes.data)
    expect(platform.calls(shop)).toEqual([
      { shop, path: "/admin/api/2026-07/graphql.json", token: "first", operation: "ReadAppScopes", variables: {} },
    ])
  })

  test("waits and comes again when it is throttled, told to slow down, or Shopify stumbles", async () => {
    const shop = await installed("stumbling.myshopify.com")
    platform.script(
      shop,
      throttled,
      { status: 429, headers: { "retry-after": "0.05" } },
      { status: 502, body: "<html>" },
      "cut",
      { body: scopes },
    )
    expect(await readScopes(shop)).toEqual(scopes.data)
    expect(platform.calls(shop)).toHaveLength(5)
  })

  test("gives up after five tries with the time to come back", async () => {
    const shop = await installed("drowned.myshopify.com")
    platform.script(shop, ...Array.from({ length: 9 }, () => throttled))
    await expect(readScopes(shop)).rejects.toMatchObject({ name: "UpstreamError", retryAfterMs: expect.any(Number) })
    expect(platform.calls(shop)).toHaveLength(5)
  })

  test("does not sit through a long wait: it passes it on", async () => {
    const shop = await installed("later.myshopify.com")
    platform.script(shop, { status: 429, headers: { "retry-after": "30" } })
    await expect(readScopes(shop)).rejects.toMatchObject({ name: "UpstreamError", retryAfterMs: 30_000 })
    expect(platform.calls(shop)).toHaveLength(1)
  })

  test("that the scopes do not allow is refused, not repeated", async () => {
    const shop = await installed("narrow.myshopify.com")
    platform.script(shop, { body: { errors: [{ message: "Access denied", extensions: { code: "ACCESS_DENIED" } }] } })
    await expect(readScopes(shop)).rejects.toMatchObject({ name: "AppError", code: "forbidden" })
  })

  test("that Shopify does not understand is our fault and says which", async () => {
    const shop = await installed("confused.myshopify.com")
    platform.script(shop, { body: { errors: [{ message: "Field 'x' doesn't exist" }] } })
    await expect(readScopes(shop)).rejects.toThrow("ReadAppScopes: the Admin API refused it: Field 'x' doesn't exist")
  })
})

describe("a refused token", () => {
  test("is refreshed once and the call goes on", async () => {
    const shop = await installed("renewed.myshopify.com", "old-refresh")
    const renewal = {
      access_token: "second",
      scope: "",
      expires_in: 3600,
      refresh_token: "r2",
      refresh_token_expires_in: 1,
    }
    platform.script(shop, { status: 401 }, { body: renewal }, { body: scopes })
    expect(await readScopes(shop)).toEqual(scopes.data)
    expect(platform.calls(shop).map((call) => [call.path, call.token])).toEqual([
      ["/admin/api/2026-07/graphql.json", "first"],
      ["/admin/oauth/access_token", "undefined"],
      ["/admin/api/2026-07/graphql.json", "second"],
    ])
  })

  test("without a refresh means the shop's permission is gone", async () => {
    const shop = await installed("ended.myshopify.com")
    platform.script(shop, { status: 401 })
    await expect(readScopes(shop)).rejects.toMatchObject({ name: "NoAccessError", shop })
    await expect(readScopes(shop)).rejects.toMatchObject({ name: "NoAccessError", shop })
    expect(platform.calls(shop)).toHaveLength(1)
  })

  test("that was never there means the same", async () => {
    await expect(readScopes("stranger.myshopify.com")).rejects.toMatchObject({ name: "NoAccessError" })
  })
})

describe("a mutation", () => {
  const metafields = [{ ownerId: "gid://shopify/Customer/1", key: "loyalty", value: "{}" }]

  test("that Shopify carried out is ok", async () => {
    const shop = await installed("done.myshopify.com")
    platform.script(shop, { body: { data: { tagsAdd: { userErrors: [] } } } })
    const outcome = await adminApi(shop).mutate(AddTags, { id: "gid://shopify/Customer/1", tags: ["x"] })
    expect(outcome.ok).toBe(true)
  })

  test("that Shopify refused tells each fault with the input it speaks of", async () => {
    const shop = await installed("faulty.myshopify.com")
    const userErrors = [{ code: "INVALID_VALUE", elementIndex: 3, field: ["metafields", "3"], message: "too large" }]
    platform.script(shop, { body: { data: { metafieldsSet: { metafields: [], userErrors } } } })
    expect(await adminApi(shop).mutate(WriteMetafields, { metafields })).toEqual({
      ok: false,
      faults: [{ code: "INVALID_VALUE", index: 3, field: ["metafields", "3"], message: "too large" }],
    })
  })

  test("is repeated when it was surely not done", async () => {
    const shop = await installed("patient.myshopify.com")
    platform.script(shop, throttled, { body: { data: { tagsAdd: { userErrors: [] } } } })
    const outcome = await adminApi(shop).mutate(AddTags, { id: "gid://shopify/Customer/1", tags: ["x"] })
    expect(outcome.ok).toBe(true)
  })

  test.each([["cut" as const], [{ status: 500 }]])(
    "is left to the caller when nobody knows whether it was done (%j)",
    async (answer) => {
      const shop = await installed(`unsure-${typeof answer}.myshopify.com`)
      platform.script(shop, answer, { body: { data: { tagsAdd: { userErrors: [] } } } })
      const attempt = adminApi(shop).mutate(AddTags, { id: "gid://shopify/Customer/1", tags: ["x"] })
      await expect(attempt).rejects.toMatchObject({ name: "UpstreamError" })
      expect(platform.calls(shop)).toHaveLength(1)
    },
  )
})
