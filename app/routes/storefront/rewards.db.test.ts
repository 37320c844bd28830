import { beforeAll, expect, test } from "vitest"
import { RATE_RULES } from "#app/lib/rate-rules.ts"
import { signProxyQuery } from "#app/shopify/proxy-signature.server.ts"
import { ANNA, balanceOf, joinedRules, openShop } from "#tests/support/loyalty-shop.ts"
import { enrol, offer } from "#tests/support/reward-shop.ts"
import { action, loader } from "./rewards.ts"

const SECRET = "regulars-dev-secret"
const CUSTOM = { kind: "custom", points: 300, instructions: "Come by" } as const

beforeAll(() => {
  process.env.SHOPIFY_API_KEY = "regulars-dev-key"
  process.env.SHOPIFY_API_SECRET = SECRET
  process.env.SHOPIFY_APP_URL = "http://127.0.0.1:4001"
})

function request(shop: string, form: Record<string, string> | null = null, customer = "1001"): Request {
  const url = new URL("/storefront/rewards", "http://127.0.0.1:4001")
  url.searchParams.set("shop", shop)
  url.searchParams.set("logged_in_customer_id", customer)
  url.searchParams.set("path_prefix", "/apps/regulars")
  url.searchParams.set("timestamp", String(Math.floor(Date.now() / 1000)))
  url.searchParams.set("signature", signProxyQuery(url.searchParams, SECRET))
  const headers = { accept: "application/json", "content-type": "application/x-www-form-urlencoded" }
  return new Request(url, form ? { method: "POST", headers, body: new URLSearchParams(form).toString() } : { headers })
}

async function ask(shop: string, form: Record<string, string> | null = null, customer?: string) {
  const args = { request: request(shop, form, customer), params: {}, context: {} } as never
  const response = await (form ? action(args) : loader(args))
  expect(response.headers.get("cache-control")).toBe("no-store")
  return { status: response.status, body: await response.json() }
}

async function shopWithAnna(): Promise<string> {
  const shop = await openShop(joinedRules())
  await enrol(shop, ANNA, 1000)
  return shop
}

const KEY = "aaaaaaaa-1111"

test("a member sees what points buy, redeems it, and sees it among what was redeemed", async () => {
  const shop = await shopWithAnna()
  const rewardId = await offer(shop, CUSTOM)
  expect((await ask(shop)).body).toMatchObject({ rewards: [{ id: rewardId, ok: true, points: 300 }], redemptions: [] })
  const form = { do: "redeem", reward: rewardId, points: "300", key: KEY }
  const { status, body } = await ask(shop, form)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    redemption: { state: "issued", instructions: "Come by", code: null },
    redemptions: [{ id: body.redemption.id }],
  })
  expect((await ask(shop, form)).body.redemption.id).toBe(body.redemption.id)
  expect(await balanceOf(shop)).toMatchObject({ available: 700 })
  const back = await ask(shop, { do: "return", redemption: body.redemption.id })
  expect(back.body.redemptions).toMatchObject([{ state: "returned" }])
  expect(await balanceOf(shop)).toMatchObject({ available: 1000 })
})

test("a code that Shopify has not made yet is not shown", async () => {
  const shop = await shopWithAnna()
  const form = { do: "redeem", reward: await offer(shop), points: "500", key: KEY }
  expect((await ask(shop, form)).body.redemption).toMatchObject({ state: "drawn", code: null, apply: null })
})

test("a refusal says why, and nobody touches what is another's", async () => {
  const shop = await shopWithAnna()
  const rewardId = await offer(shop, { ...CUSTOM, points: 1500 })
  const dear = await ask(shop, { do: "redeem", reward: rewardId, points: "1500", key: KEY })
  expect(dear).toMatchObject({ status: 409, body: { error: "not_enough_points", missing: 500 } })
  const cheap = await ask(shop, { do: "redeem", reward: rewardId, points: "1", key: KEY })
  expect(cheap).toMatchObject({ status: 409, body: { error: "wrong_points" } })
  const own = await ask(shop, { do: "redeem", reward: await offer(shop, CUSTOM), points: "300", key: KEY })
  const stranger = await ask(shop, { do: "return", redemption: own.body.redemption.id }, "1002")
  expect(stranger).toMatchObject({ status: 409, body: { error: "not_found" } })
})

test("visitors, forms that no page sends, and whoever clicks without end are turned away", async () => {
  const shop = await shopWithAnna()
  expect(await ask(shop, null, "")).toMatchObject({ status: 401 })
  expect(await ask(shop, { do: "redeem", reward: "x", points: "1", key: KEY })).toMatchObject({ status: 400 })
  const statuses: number[] = []
  for (let time = 0; time < RATE_RULES["storefront-redeem"].points; time += 1)
    statuses.push((await ask(shop, { do: "return", redemption: crypto.randomUUID() })).status)
  expect(statuses[0]).toBe(409)
  expect(statuses.at(-1)).toBe(429)
})
