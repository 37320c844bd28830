import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import { openTokenShop, type TokenShop } from "#tests/support/token-shop.ts"
import { deleteSessions, freshAccess, offlineSessionId } from "./tokens.server.ts"

const children: ChildProcess[] = []
let platform: TokenShop

beforeAll(async () => {
  platform = await openTokenShop()
  process.env.SHOPIFY_API_KEY = "key"
  process.env.SHOPIFY_API_SECRET = "secret"
  process.env.SHOPIFY_APP_URL = "http://127.0.0.1:4001"
  process.env.SHOPIFY_SIMULATOR_ORIGIN = platform.origin
})

afterEach(() => {
  platform.behave("well")
})

afterAll(async () => {
  for (const child of children) child.kill()
  await platform.close()
})

const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000)

async function storeToken(shop: string, expires: Date | null): Promise<{ accessToken: string }> {
  const { accessToken, refreshToken } = platform.issue(shop)
  await acrossShops().query(
    `INSERT INTO "Session" (id, shop, state, scope, expires, "accessToken", "refreshToken", "refreshTokenExpires")
     VALUES ($1, $2, '', 'read_orders,write_customers', $3, $4, $5, $6)`,
    [offlineSessionId(shop), shop, expires, accessToken, refreshToken, minutesFromNow(90 * 24 * 60)],
  )
  return { accessToken }
}

describe("a shop's token", () => {
  test("is used as it is while it has minutes to live", async () => {
    const { accessToken } = await storeToken("calm.myshopify.com", minutesFromNow(30))
    const access = await freshAccess("calm.myshopify.com")
    expect(access).toMatchObject({ accessToken, scopes: ["read_orders", "write_customers"] })
    expect(platform.refreshes("calm.myshopify.com")).toBe(0)
  })

  test("is refreshed when less than five minutes are left, and the new pair is kept", async () => {
    const { accessToken } = await storeToken("late.myshopify.com", minutesFromNow(4))
    const access = await freshAccess("late.myshopify.com")
    expect(access?.accessToken).not.toBe(accessToken)
    expect(platform.isValid("late.myshopify.com", access?.accessToken)).toBe(true)
    expect(await freshAccess("late.myshopify.com")).toEqual(access)
    expect(platform.refreshes("late.myshopify.com")).toBe(1)
  })

  test("is refreshed when Shopify refused it, whatever its date says", async () => {
    const { accessToken } = await storeToken("refused.myshopify.com", minutesFromNow(30))
    const access = await freshAccess("refused.myshopify.com", accessToken)
    expect(access?.accessToken).not.toBe(accessToken)
    expect(platform.refreshes("refused.myshopify.com")).toBe(1)
  })

  test("is refreshed once for twenty callers in two processes, and all of them get the new one", async () => {
    const shop = "busy.myshopify.com"
    await storeToken(shop, minutesFromNow(-1))
    platform.behave("slowly")
    const others = await Promise.all([startCaller(), startCaller()])
    const answers = await Promise.all(others.map((other) => askTenTimes(other, shop)))
    const tokens = answers.flat()
    expect(tokens).toHaveLength(20)
    expect(new Set(tokens).size).toBe(1)
    expect(platform.isValid(shop, tokens[0])).toBe(true)
    expect({ refreshes: platform.refreshes(shop), reused: platform.reused(shop) }).toEqual({ refreshes: 1, reused: 0 })
  })

  test("serves to its end when Shopify does not answer", async () => {
    const { accessToken } = await storeToken("patient.myshopify.com", minutesFromNow(3))
    platform.behave("brokenly")
    expect((await freshAccess("patient.myshopify.com"))?.accessToken).toBe(accessToken)
  })

  test("that has run out while Shopify does not answer is an outage to wait for, and comes back with Shopify", async () => {
    await storeToken("waiting.myshopify.com", minutesFromNow(-1))
    platform.behave("brokenly")
    await expect(freshAccess("waiting.myshopify.com")).rejects.toMatchObject({
      name: "UpstreamError",
      retryAfterMs: expect.any(Number),
    })
    platform.behave("well")
    expect(await freshAccess("waiting.myshopify.com")).not.toBeNull()
  })

  test("whose refresh is refused for good is forgotten", async () => {
    await storeToken("gone.myshopify.com", minutesFromNow(-1))
    platform.forget("gone.myshopify.com")
    expect(await freshAccess("gone.myshopify.com")).toBeNull()
    const { rowCount } = await acrossShops().query(`SELECT 1 FROM "Session" WHERE shop = $1`, ["gone.myshopify.com"])
    expect(rowCount).toBe(0)
  })

  test("is kept when Shopify refuses the app itself, not the token", async () => {
    await storeToken("ours.myshopify.com", minutesFromNow(-1))
    platform.behave("asToAStranger")
    await expect(freshAccess("ours.myshopify.com")).rejects.toMatchObject({ name: "UpstreamError" })
    platform.behave("well")
    expect(await freshAccess("ours.myshopify.com")).not.toBeNull()
  })

  test("of a shop that uninstalled is deleted, its neighbour's stays", async () => {
    await storeToken("left.myshopify.com", null)
    await storeToken("stays.myshopify.com", null)
    await deleteSessions("left.myshopify.com")
    expect(await freshAccess("left.myshopify.com")).toBeNull()
    expect(await freshAccess("stays.myshopify.com")).not.toBeNull()
  })
})

async function startCaller(): Promise<ChildProcess> {
  const child = fork(new URL("../../tests/support/token-caller.ts", import.meta.url), { env: process.env })
  children.push(child)
  await once(child, "message")
  return child
}

async function askTenTimes(child: ChildProcess, shop: string): Promise<string[]> {
  child.send(shop)
  const [tokens] = await once(child, "message")
  return tokens as string[]
}
