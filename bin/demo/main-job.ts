import { execFile } from "node:child_process"
import { setTimeout as sleep } from "node:timers/promises"
import { promisify } from "node:util"
import { openStorefront, type Shopper } from "#simulator/scenario/shopper.ts"
import { publishDefault } from "./publish.ts"
import { openShop, postJson } from "./scenario.ts"
import type { World } from "./start-world.ts"

/** What the shopper buys: four bags at 14.78 EUR. Shipping does not earn, one point a euro, rounded down: 59 points. */
const PRODUCT = "ethiopia-guji"
const BAGS = 4
const POINTS = 59
/** Two bags left: 29.56 EUR, 29 points. */
const POINTS_AFTER_HALF = 29
const EMAIL = "maria.ivanova@example.com"
const SOON_MS = 2000

type Summary = { available: number; pending: number; tier: { id: string } | null }

/**
 * The main job from the shopper's side, over real HTTP: buy, see pending points within two seconds, wait until they are
 * available, return half, and have it explained. Tells each step; throws with the reason when one fails.
 */
export async function proveMainJob(world: World, tell: (words: string) => void): Promise<void> {
  await openShop(world, "today")
  await publishDefault(world, new Date())
  tell("the app is installed and its programme published")

  const shopper = openStorefront(world.storefrontOrigin)
  await shopper.register(EMAIL, "Мария", "Иванова")
  await shopper.join()
  tell("a shopper signed in and joined")

  await shopper.addToCart(await variantOnPage(shopper, `/products/${PRODUCT}`), BAGS)
  const orderId = await shopper.checkOut("card")
  const tookMs = await until(`${POINTS} points pending`, shopper, (s) => s.pending === POINTS && s.available === 0)
  if (tookMs > SOON_MS) throw new Error(`the points were pending only after ${tookMs} ms; promised are ${SOON_MS} ms`)
  tell(`${POINTS} points were pending in the panel ${tookMs} ms after buying`)

  await postJson(`${world.simulatorOrigin}/_control/clock`, { advance: "15d" })
  await until(`${POINTS} points available`, shopper, (s) => s.available === POINTS && s.pending === 0)
  tell("fifteen days later they are available")

  await refundHalf(world, orderId)
  await until(`${POINTS_AFTER_HALF} points left`, shopper, (s) => s.available === POINTS_AFTER_HALF)
  tell(`half of the order was refunded and ${POINTS_AFTER_HALF} points are left`)

  await explained(world, orderId)
  tell("the order explains itself in words, the member's statement adds up")
  const { ok } = await regulars<{ ok: boolean }>(world, "verify")
  if (!ok) throw new Error("verify found differences")
  tell("verify is clean")
}

async function explained(world: World, orderId: string): Promise<void> {
  const order = await regulars<{ points: Record<string, number>; steps: { words?: string }[] }>(
    world,
    "order",
    `gid://shopify/Order/${orderId}`,
  )
  const { target, posted, pending, available } = order.points
  if (target !== POINTS_AFTER_HALF || posted !== POINTS_AFTER_HALF || pending !== 0 || available !== POINTS_AFTER_HALF)
    throw new Error(`the order says ${JSON.stringify(order.points)}`)
  if (order.steps.length === 0) throw new Error("the order explains nothing")
  const member = await regulars<{ balance: { available: number }; entries: { delta: number }[] }>(
    world,
    "member",
    EMAIL,
  )
  const sum = member.entries.reduce((total, entry) => total + entry.delta, 0)
  if (member.balance.available !== POINTS_AFTER_HALF || sum !== POINTS_AFTER_HALF)
    throw new Error(`the member has ${member.balance.available} points, the entries add up to ${sum}`)
}

async function refundHalf(world: World, orderId: string): Promise<void> {
  const state = await postJson<{ line_items: { id: string }[] }>(`${world.simulatorOrigin}/_control/act`, {
    shop: world.shop,
    action: "getOrder",
    args: [orderId],
  })
  const lineId = state.line_items[0]?.id
  await postJson(`${world.simulatorOrigin}/_control/act`, {
    shop: world.shop,
    action: "refundOrder",
    args: [orderId, { lines: [{ lineId, quantity: BAGS / 2 }] }],
  })
}

async function variantOnPage(shopper: Shopper, path: string): Promise<string> {
  const page = await (await shopper.get(path)).text()
  const id = /name="id"[^>]*value="(\d+)"/.exec(page)?.[1]
  if (!id) throw new Error(`no product can be bought at ${path}`)
  return id
}

/** Asks as the open panel does until `holds`; returns how long it took, in ms. */
async function until(what: string, shopper: Shopper, holds: (summary: Summary) => boolean): Promise<number> {
  const startedAt = performance.now()
  let last = ""
  while (performance.now() - startedAt < 20_000) {
    const answer = await shopper.get("/apps/regulars/summary")
    last = await answer.text()
    const { member } = (answer.ok ? JSON.parse(last) : { member: null }) as { member: Summary | null }
    if (member && holds(member)) return Math.round(performance.now() - startedAt)
    await sleep(100)
  }
  throw new Error(`never saw ${what}; the panel says ${last.slice(0, 300)}`)
}

async function regulars<T>(world: World, ...args: string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["bin/regulars.ts", ...args, "--json", "--shop", world.shop],
    {
      env: { ...process.env, REGULARS_WORLD: world.folder },
    },
  ).catch((error: { stderr?: string; message: string }) => {
    throw new Error(`regulars ${args.join(" ")}: ${error.stderr || error.message}`)
  })
  return JSON.parse(stdout) as T
}
