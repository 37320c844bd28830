import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import { offlineSessionId } from "#app/shopify/tokens.server.ts"
import { type GraphqlShop, openGraphqlShop } from "#tests/support/graphql-shop.ts"
import { findThemeReading, refreshThemeReading } from "./theme-state.server.ts"

const APP = { app: { handle: "regulars" } }

describe("when Shopify", () => {
  let platform: GraphqlShop
  beforeAll(async () => {
    platform = await openGraphqlShop()
    process.env.SHOPIFY_API_KEY = "key"
    process.env.SHOPIFY_API_SECRET = "secret"
    process.env.SHOPIFY_APP_URL = "http://127.0.0.1:4001"
    process.env.SHOPIFY_SIMULATOR_ORIGIN = platform.origin
  })
  afterAll(() => platform.close())

  async function installed(shop: string): Promise<string> {
    await acrossShops().query(
      `INSERT INTO "Session" (id, shop, state, scope, "accessToken") VALUES ($1, $2, '', '', 'token')`,
      [offlineSessionId(shop), shop],
    )
    return shop
  }

  const on = { current: { blocks: { 1: { type: "shopify://apps/regulars/blocks/launcher/1" } } } }
  const body = (content: string) => ({ __typename: "OnlineStoreThemeFileBodyText", content })
  const themeOf = (content: string) => ({
    id: "gid://shopify/OnlineStoreTheme/1",
    name: "Dawn",
    settings: { nodes: [{ filename: "config/settings_data.json", body: body(content) }] },
    templates: { nodes: [], pageInfo: { hasNextPage: false } },
  })
  const answer = (nodes: unknown[]) => ({ body: { data: { currentAppInstallation: APP, themes: { nodes } } } })

  test("has no theme for the shop, that is told", async () => {
    const shop = await installed("themeless.myshopify.com")
    platform.script(shop, answer([]))
    expect(await refreshThemeReading(shop)).toEqual({ known: false, reason: "no_theme" })
  })

  test("gives broken settings, only the embed is unknown", async () => {
    const shop = await installed("broken.myshopify.com")
    platform.script(shop, answer([themeOf("{ cut")]))
    expect(await refreshThemeReading(shop)).toMatchObject({ known: true, launcher: "unknown", blocks: [] })
  })

  test("stumbles or is slow, nothing is known, and what was known before is kept", async () => {
    const shop = await installed("slow.myshopify.com")
    platform.script(shop, answer([themeOf(JSON.stringify(on))]))
    const before = await refreshThemeReading(shop)
    expect(before).toMatchObject({ launcher: "on" })
    platform.script(shop, ...Array.from({ length: 5 }, () => ({ status: 503, headers: { "retry-after": "60" } })))
    expect(await refreshThemeReading(shop)).toEqual({ known: false, reason: "unreachable" })
    platform.script(shop, ...Array.from({ length: 5 }, () => ({ status: 429, headers: { "retry-after": "1" } })))
    const askedAt = performance.now()
    expect(await refreshThemeReading(shop, 200)).toEqual({ known: false, reason: "unreachable" })
    expect(performance.now() - askedAt).toBeLessThan(1000)
    expect(await findThemeReading(shop)).toEqual(before)
  })

  test("took our permission away, the page goes on", async () => {
    expect(await refreshThemeReading("gone.myshopify.com")).toEqual({ known: false, reason: "unreachable" })
  })
})
