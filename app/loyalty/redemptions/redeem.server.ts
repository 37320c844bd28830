import { randomUUID } from "node:crypto"
import { inShop, type Tx } from "#app/lib/db.server.ts"
import { prepared } from "#app/lib/prepared.server.ts"
import { wake } from "#app/queue/wake.server.ts"
import { lockCustomers } from "../orders/order-rows.server.ts"
import { priceOf, type Taken, whyNot } from "../rewards/redeemable.ts"
import { REWARD_KINDS, type Reward } from "../rewards/reward.ts"
import { findReward } from "../rewards/rewards.server.ts"
import { loadShopper, loadTaken } from "../rewards/shopper-facts.server.ts"
import { worthMinor } from "../rewards/slider.ts"
import { newCode, newGiftCardCode } from "./new-code.server.ts"
import { drawPoints } from "./points.server.ts"
import type { RedeemOutcome, RedeemReason } from "./redemption.ts"
import {
  lockRedemption,
  type Made,
  type RedemptionRow,
  ROW_COLUMNS,
  readRows,
  redemptionOf,
} from "./redemption-rows.server.ts"

export type RedeemRequest = {
  rewardId: string
  /** What the shopper saw and clicked; null: what it costs. A slider's choice must be one of its steps. */
  points: number | null
  /** Of the form (FORM_KEY): the same key twice is one redemption. */
  key: string
  /** World time. */
  at: Date
}

/**
 * Redeems a reward: draws its points and writes the redemption in one transaction, or neither. What Shopify has to make is
 * made by the job `issue_redemptions`, woken with it; the rest is there at once (`issued`).
 */
export async function redeem(shop: string, customerId: string, request: RedeemRequest): Promise<RedeemOutcome> {
  try {
    return await inShop(shop, (tx) => redeemIn(tx, shop, customerId, request))
  } catch (error) {
    if (error instanceof Refused) return { ok: false, reason: error.reason, missing: error.missing }
    throw error
  }
}

/** Undoes what the transaction has done already. */
class Refused extends Error {
  readonly reason: RedeemReason
  readonly missing: number

  constructor(reason: RedeemReason, missing = 0) {
    super(reason)
    this.reason = reason
    this.missing = missing
  }
}

async function redeemIn(tx: Tx, shop: string, customerId: string, request: RedeemRequest): Promise<RedeemOutcome> {
  const { rewardId, at } = request
  await lockCustomers(tx, shop, [customerId])
  // Nobody can merge them from here on; whoever went before this is somebody else now.
  const { ownerId, before } = await findAsked(tx, shop, customerId, request.key)
  if (ownerId !== null) return redeemIn(tx, shop, ownerId, request)
  if (before !== null) return again(await lockRedemption(tx, shop, before), customerId, request)
  const reward = await findReward(shop, rewardId, tx)
  if (!reward) throw new Refused("not_offered")
  const shopper = await loadShopper(tx, shop, customerId, at)
  const taken = (await loadTaken(tx, shop, customerId, [rewardId])).get(rewardId) as Taken
  const reason = whyNot(reward, shopper, taken)
  if (reason) throw new Refused(reason)
  const price = priceOf(reward, request.points, shopper.available)
  if (!price.ok) throw new Refused(price.reason, price.missing)
  if (reward.stock !== null) await takeFromStock(tx, shop, rewardId)
  return {
    ok: true,
    redemption: redemptionOf(await write(tx, shop, customerId, reward, price.points, request)),
    replayed: false,
  }
}

const ASKED = prepared(
  `SELECT (SELECT m."ownerId" FROM "CustomerMerge" m WHERE m."shop" = $1 AND m."customerId" = $2) AS "ownerId",
     (SELECT r."redemptionId" FROM "Redemption" r WHERE r."shop" = $1 AND r."key" = $3) AS before`,
)

/** Who this customer is now, if somebody else, and what was redeemed with this key. */
async function findAsked(tx: Tx, shop: string, customerId: string, key: string) {
  const { rows } = await tx.query<{ ownerId: string | null; before: string | null }>(ASKED([shop, customerId, key]))
  return rows[0] ?? { ownerId: null, before: null }
}

/** The same click again is the same redemption; the key of another is a conflict. */
function again(row: RedemptionRow | null, customerId: string, { rewardId, points }: RedeemRequest): RedeemOutcome {
  if (row?.customerId !== customerId || row.rewardId !== rewardId || (points !== null && points !== row.points))
    return { ok: false, reason: "conflict", missing: 0 }
  return { ok: true, redemption: redemptionOf(row), replayed: true }
}

async function takeFromStock(tx: Tx, shop: string, rewardId: string): Promise<void> {
  const { rowCount } = await tx.query(
    `UPDATE "Reward" SET "stock" = "stock" - 1 WHERE "shop" = $1 AND "rewardId" = $2 AND "stock" > 0`,
    [shop, rewardId],
  )
  if (rowCount === 0) throw new Refused("out_of_stock")
}

const DAY_MS = 86_400_000

/** `createdAt` is taken under the customer's lock: it tells which of two comes first. */
const INSERT = prepared(
  `INSERT INTO "Redemption" ("shop", "redemptionId", "customerId", "rewardId", "made", "state", "points", "terms",
     "valueMinor", "code", "key", "expiresAt", "redeemedAt", "issuedAt", "createdAt", "nextTryAt")
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, clock_timestamp(), clock_timestamp())
   RETURNING ${ROW_COLUMNS}`,
)

async function write(
  tx: Tx,
  shop: string,
  customerId: string,
  { rewardId, terms }: Reward,
  points: number,
  { key, at }: RedeemRequest,
): Promise<RedemptionRow> {
  const redemptionId = randomUUID()
  const { made } = REWARD_KINDS[terms.gives.kind]
  const drawn = await drawPoints(
    tx,
    shop,
    { redemptionId, customerId, rewardId, points, terms, round: 1 },
    "authorise",
    at,
  )
  if (!drawn.ok) throw new Refused("not_enough_points", points - drawn.available)
  const ofList = terms.gives.kind === "partner_perk" && terms.gives.codes === "list"
  const fromList = ofList ? await pickCode(tx, shop, rewardId) : null
  const { codeDays } = terms.restrictions
  const expiresAt = codeDays === null ? null : new Date(at.getTime() + codeDays * DAY_MS)
  const isDone = made === "nothing"
  const { rows } = await tx.query(
    INSERT([
      shop,
      redemptionId,
      customerId,
      rewardId,
      made,
      isDone ? "issued" : "drawn",
      points,
      JSON.stringify(terms),
      worthMinor(terms.gives, points),
      fromList?.code ?? codeFor(made),
      key,
      expiresAt,
      at,
      isDone ? at : null,
    ]),
  )
  if (fromList)
    await tx.query(`UPDATE "RewardCode" SET "redemptionId" = $3 WHERE "shop" = $1 AND "id" = $2`, [
      shop,
      fromList.id,
      redemptionId,
    ])
  if (!isDone) await wake(tx, "issue_redemptions")
  return readRows<RedemptionRow>(rows)[0] as RedemptionRow
}

/** Chosen before Shopify is asked, so that a lost answer can be looked up. */
function codeFor(made: Made): string | null {
  if (made === "discount") return newCode()
  return made === "gift_card" ? newGiftCardCode() : null
}

/** The next free code of a partner's list. */
async function pickCode(tx: Tx, shop: string, rewardId: string): Promise<{ id: number; code: string }> {
  const { rows } = await tx.query<{ id: number; code: string }>(
    `SELECT "id", "code" FROM "RewardCode" WHERE "shop" = $1 AND "rewardId" = $2 AND "redemptionId" IS NULL
     ORDER BY "id" LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [shop, rewardId],
  )
  if (!rows[0]) throw new Refused("out_of_stock")
  return rows[0]
}
