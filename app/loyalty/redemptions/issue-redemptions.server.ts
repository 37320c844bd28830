import { inShop } from "#app/lib/db.server.ts"
import { UpstreamError } from "#app/lib/errors.ts"
import { growingWaitMs } from "#app/lib/growing-wait.ts"
import { log } from "#app/lib/log.server.ts"
import { plainError, plainWords } from "#app/lib/plain-error.ts"
import { endDiscount, findDiscountByCode } from "#app/shopify/operations/discounts.server.ts"
import { MAKERS, type MakingOutcome } from "./make-in-shopify.server.ts"
import {
  type Claimed,
  claimRedemptions,
  findShopsWithWork,
  markUnclear,
  noteEnded,
  putOff,
  STORE_CREDIT_WAIT_MS,
} from "./outbox-rows.server.ts"
import { moveTo } from "./redemption-rows.server.ts"
import { lockWithHolder, refuse, returnPoints } from "./return-redemption.server.ts"

const SHOPS_OF_A_ROUND = 8
const ROWS_OF_A_SHOP = 8
/** A call may take two minutes with its patience: begun later, it could end after the row's lease. */
const CALLS_BEGIN_WITHIN_MS = 120_000

/**
 * Works off what Shopify still has to do for redemptions, of up to about `limit` of them; returns how many were moved on.
 * Can be killed between any two steps, and run many times at once. What fails waits longer each time and keeps its error;
 * a shop that cannot be served is left alone for the rest of this run.
 */
export async function issueRedemptions(now: () => Date, limit = 200): Promise<number> {
  const unserved = new Set<string>()
  let tried = 0
  let moved = 0
  const serve = async (shop: string) => {
    const claimed = await claimRedemptions(shop, now(), ROWS_OF_A_SHOP)
    tried += claimed.length
    const ends = await Promise.all(claimed.map((row) => workOff(shop, row, now)))
    moved += ends.filter((end) => end === "moved").length
    if (ends.includes("unserved") || claimed.length === 0) unserved.add(shop)
  }
  while (tried < limit) {
    const shops = await findShopsWithWork(now(), [...unserved], SHOPS_OF_A_ROUND)
    if (shops.length === 0) break
    await Promise.all(shops.map(serve))
  }
  return moved
}

async function workOff(shop: string, row: Claimed, now: () => Date): Promise<"moved" | "unserved"> {
  const begunAt = performance.now()
  const requireTime = () => {
    if (performance.now() - begunAt > CALLS_BEGIN_WITHIN_MS) throw new UpstreamError("asking Shopify took too long", 0)
  }
  try {
    if (row.state === "returning") return await goOnReturning(shop, row, now())
    if (row.made === "nothing") throw new Error("nothing is to be made for this redemption")
    await settle(shop, row, await MAKERS[row.made](shop, row, requireTime), now())
    log.info({ shop, redemption: row.redemptionId, made: row.made }, "a redemption was made in Shopify")
    return "moved"
  } catch (error) {
    const growing = growingWaitMs({ firstMs: 5_000, longestMs: 6 * 3_600_000 }, row.tries, error)
    const waitMs = row.made === "store_credit" ? Math.max(STORE_CREDIT_WAIT_MS, growing) : growing
    await putOff(shop, row.redemptionId, plainError(error), waitMs)
    return "unserved"
  }
}

/** Writes what it came to; an order that carries the code may have come first. */
async function settle(shop: string, row: Claimed, outcome: MakingOutcome, at: Date): Promise<void> {
  const { redemptionId } = row
  if (outcome.kind === "unclear") return markUnclear(shop, redemptionId, outcome.words)
  await inShop(shop, async (tx) => {
    const current = await lockWithHolder(tx, shop, redemptionId)
    if (current?.state !== "drawn") return
    if (outcome.kind === "refused") await refuse(tx, shop, current, plainWords(outcome.words), at)
    else await moveTo(tx, shop, redemptionId, "issued", at, { shopifyId: outcome.shopifyId })
  })
}

/** First the code is ended; when no order has come for a while, and Shopify knows of no use, the points return. */
async function goOnReturning(shop: string, row: Claimed, at: Date): Promise<"moved" | "unserved"> {
  const { redemptionId, code } = row
  const there = await findDiscountByCode(shop, code as string)
  if (row.endedAt === null) {
    // Refused: the merchant has deleted it meanwhile.
    if (there) await endDiscount(shop, there.id)
    await noteEnded(shop, redemptionId, at)
    return "moved"
  }
  if (there && there.uses > 0) {
    const waitMs = growingWaitMs({ firstMs: 60_000, longestMs: 6 * 3_600_000 }, row.tries)
    await putOff(shop, redemptionId, "the code was used, but its order is not known yet", waitMs)
    return "moved"
  }
  await inShop(shop, async (tx) => {
    const current = await lockWithHolder(tx, shop, redemptionId)
    if (current?.state === "returning") await returnPoints(tx, shop, current, at)
  })
  return "moved"
}
