import { afterAll, beforeAll, expect, test } from "vitest"
import { publishDefault } from "../../bin/demo/publish.ts"
import { openShop, postJson } from "../../bin/demo/scenario.ts"
import type { World } from "../../bin/demo/start-world.ts"
import { startThrowawayWorld } from "../../bin/demo/throwaway-world.ts"

// Points are spent, in the whole world of real processes: a shopper buys, waits, redeems, uses the code, and the shop cancels.
// One story: each test goes on where the one before ended. No browser: what is asked is what a page's script asks.

let world: World
let cookie = ""
let rewardId = ""
let code = ""
let orderId = ""

const KEY = "11111111-1111"
const PATIENCE = { timeout: 20_000, interval: 100 }

beforeAll(async () => {
  world = await startThrowawayWorld("redeem")
  await openShop(world, "today")
  await publishDefault(world, new Date())
})

afterAll(async () => {
  const { closeDb } = await import("#app/lib/db.server.ts")
  await closeDb()
  await world?.forget()
})

/** As a browser of one shopper: keeps the cookie, follows nothing. */
async function visit(path: string, form: Record<string, string> | null = null): Promise<Response> {
  const headers = { cookie, accept: path.startsWith("/apps/") ? "application/json" : "text/html" }
  const answer = await fetch(`${world.storefrontOrigin}${path}`, {
    redirect: "manual",
    headers,
    ...(form && { method: "POST", body: new URLSearchParams(form) }),
  })
  cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? cookie
  return answer
}

type Shown = {
  rewards: { id: string; ok: boolean; missing: number }[]
  redemptions: { id: string; state: string; code: string | null; apply: string | null }[]
}

const rewards = async (): Promise<Shown> => (await visit("/apps/regulars/rewards?locale=en")).json() as Promise<Shown>
const newest = async () => (await rewards()).redemptions[0]

async function available(): Promise<number> {
  const answer = await visit("/apps/regulars/summary")
  return ((await answer.json()) as { member: { available: number } }).member.available
}

async function buy(quantity: number, typed = ""): Promise<string> {
  const product = (await (await visit("/products/ethiopia-guji")).text()).match(/name="id" value="(\d+)"/)?.[1] ?? ""
  await visit("/cart/add", { id: product, quantity: String(quantity) })
  const answer = await visit("/checkout", { payment: "card", code: typed })
  return /thank-you\/(\d+)/.exec(answer.headers.get("location") ?? "")?.[1] ?? `${answer.status}`
}

test("a member with points sees what they buy", async () => {
  await visit("/account/register", { email: "maria@example.com", first_name: "Мария", last_name: "Иванова" })
  await visit("/apps/regulars/join", { consent: "yes" })
  expect(await buy(4)).toMatch(/^\d{5,}$/)
  await expect
    .poll(async () => (await visit("/apps/regulars/history")).json(), PATIENCE)
    .toMatchObject({
      entries: [{ points: 59 }],
    })
  await postJson(`${world.simulatorOrigin}/_control/clock`, { advance: "15d" })
  await expect.poll(available, PATIENCE).toBe(59)
  process.env.DATABASE_URL = world.databaseUrl
  const { saveReward, setRewardState } = await import("#app/loyalty/rewards/rewards.server.ts")
  const { rewardTermsSchema } = await import("#app/loyalty/rewards/reward.ts")
  const gives = { kind: "amount_off", points: 50, amountMinor: 500 }
  const terms = rewardTermsSchema.parse({ schema: 1, name: "5 € off", currency: "EUR", gives })
  const saved = await saveReward(world.shop, { rewardId: null, terms, stock: null })
  if (!saved.ok) throw new Error(saved.reason)
  rewardId = saved.rewardId
  await setRewardState(world.shop, rewardId, "active")
  expect((await rewards()).rewards).toMatchObject([{ id: rewardId, ok: true, missing: 0 }])
})

test("two clicks at once bring one code, and it is there in seconds", async () => {
  const click = () =>
    visit("/apps/regulars/rewards", { do: "redeem", reward: rewardId, points: "50", key: KEY }).then((answer) =>
      answer.json(),
    )
  const [one, other] = (await Promise.all([click(), click()])) as { redemption: { id: string } }[]
  expect(one?.redemption.id).toBe(other?.redemption.id)
  await expect.poll(newest, PATIENCE).toMatchObject({ state: "issued", code: expect.any(String) })
  expect(await available()).toBe(9)
  code = (await newest())?.code ?? ""
})

test("its link puts the code into the checkout, and the order with it uses it", async () => {
  const apply = (await newest())?.apply ?? ""
  expect((await visit(apply)).status).toBe(302)
  orderId = await buy(2, code.toLowerCase())
  const order = (await (
    await fetch(`${world.simulatorOrigin}/_control/shops/${world.shop}/orders/${orderId}`)
  ).json()) as {
    discount_codes: unknown
    total_discounts: string
  }
  expect(order).toMatchObject({ discount_codes: [{ code, amount: "5.00" }], total_discounts: "5.00" })
  await expect.poll(newest, PATIENCE).toMatchObject({ state: "used", apply: null })
  expect(await buy(1, code)).toBe("422")
})

test("when the shop cancels the order, the points are back and every step is told", async () => {
  const { simulatorOrigin, shop } = world
  await postJson(`${simulatorOrigin}/_control/act`, { action: "cancelOrder", args: [orderId, {}], shop })
  await expect.poll(newest, PATIENCE).toMatchObject({ state: "returned" })
  await expect.poll(available, PATIENCE).toBe(59)
  const { entries } = (await (await visit("/apps/regulars/history?locale=en")).json()) as {
    entries: { words: string }[]
  }
  const words = entries.map((entry) => entry.words)
  // Drawn, and given back.
  expect(words.filter((line) => line.endsWith(": 5 € off"))).toHaveLength(2)
  const { verify } = await import("#app/loyalty/verify.server.ts")
  expect((await verify(shop)).differences).toEqual([])
})
