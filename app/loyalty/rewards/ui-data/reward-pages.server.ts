import { shopDb } from "#app/lib/db.server.ts"
import { gidDigits } from "#app/shopify/gid.ts"
import { findNewestRules } from "../../members/ui-data/tier-names.server.ts"
import { listRedemptions } from "../../redemptions/list-redemptions.server.ts"
import { REDEMPTION_STATES, type RedemptionState } from "../../redemptions/redemption.ts"
import type { Reward, RewardKind, RewardState, RewardTerms } from "../reward.ts"
import { countRewardCodes } from "../reward-codes.server.ts"
import { findReward, listRewards } from "../rewards.server.ts"

/** A reward as a line of the list. `freeCodes`: of a partner's list; null: it has none. */
export type RewardLine = {
  rewardId: string
  state: RewardState
  terms: RewardTerms
  stock: number | null
  redeemed: number
  freeCodes: number | null
}

export type RewardsPage = { currency: string; rewards: RewardLine[]; archived: number; hasProgramme: boolean }

/** The shop's rewards in the order shoppers see them; `archived`: how many were put away. */
export async function getRewardsPage(shop: string, currency: string): Promise<RewardsPage> {
  const [rewards, archived, rules] = await Promise.all([
    listRewards(shop),
    listRewards(shop, ["archived"]),
    findNewestRules(shop),
  ])
  return { currency, rewards: await withCounts(shop, rewards), archived: archived.length, hasProgramme: rules !== null }
}

const HOLDING = (Object.keys(REDEMPTION_STATES) as RedemptionState[]).filter(
  (state) => REDEMPTION_STATES[state].holdsPoints,
)

async function withCounts(shop: string, rewards: Reward[]): Promise<RewardLine[]> {
  const ids = rewards.map((reward) => reward.rewardId)
  const [codes, { rows }] = await Promise.all([
    countRewardCodes(shop, ids),
    shopDb(shop).query<{ rewardId: string; count: number }>(
      `SELECT "rewardId", count(*)::int AS "count" FROM "Redemption"
       WHERE "shop" = $1 AND "rewardId" = ANY($2) AND "state" = ANY($3) GROUP BY 1`,
      [shop, ids, HOLDING],
    ),
  ])
  const redeemed = new Map(rows.map((row) => [row.rewardId, row.count]))
  return rewards.map(({ rewardId, state, terms, stock }) => {
    const fromList = terms.gives.kind === "partner_perk" && terms.gives.codes === "list"
    const freeCodes = fromList ? (codes.get(rewardId)?.free ?? 0) : null
    return { rewardId, state, terms, stock, redeemed: redeemed.get(rewardId) ?? 0, freeCodes }
  })
}

/** A redemption as staff see it; moments are ISO. */
export type RedemptionLine = {
  redemptionId: string
  customerDigits: string
  state: RedemptionState
  points: number
  code: string | null
  at: string
  /** Staff can say that it was done by hand, or take it back. */
  byHand: boolean
  canReturn: boolean
}

export type RewardPage = {
  currency: string
  kind: RewardKind
  /** Null: one that is not saved yet. */
  reward: (Omit<Reward, "updatedAt"> & { savedAt: string }) | null
  /** Of the programme in force, for "only for these tiers". */
  tiers: { id: string; name: string }[]
  codes: { all: number; free: number } | null
  redemptions: RedemptionLine[]
}

const REDEMPTIONS_SHOWN = 20

/** One reward with its last redemptions. Null: there is none. */
export async function getRewardPage(shop: string, currency: string, rewardId: string): Promise<RewardPage | null> {
  const reward = await findReward(shop, rewardId)
  if (!reward) return null
  const [page, codes, { redemptions }] = await Promise.all([
    getNewRewardPage(shop, currency, reward.terms.gives.kind),
    countRewardCodes(shop, [rewardId]),
    listRedemptions(shop, { rewardId, limit: REDEMPTIONS_SHOWN }),
  ])
  const { updatedAt, ...kept } = reward
  return {
    ...page,
    // Terms keep the currency they were written in.
    currency: reward.terms.currency,
    reward: { ...kept, savedAt: updatedAt.toISOString() },
    codes: codes.get(rewardId) ?? null,
    redemptions: redemptions.map((one) => ({
      redemptionId: one.redemptionId,
      customerDigits: gidDigits("Customer", one.customerId),
      state: one.state,
      points: one.points,
      code: one.code,
      at: one.redeemedAt.toISOString(),
      byHand: one.state === "issued" && ["custom", "early_access", "partner_perk"].includes(one.terms.gives.kind),
      canReturn: one.state === "issued" && isReturnable(one.terms.gives.kind),
    })),
  }
}

const isReturnable = (kind: RewardKind) => !["store_credit", "gift_card", "early_access", "partner_perk"].includes(kind)

/** The page of a reward of this kind that is still to be written. */
export async function getNewRewardPage(shop: string, currency: string, kind: RewardKind): Promise<RewardPage> {
  const rules = await findNewestRules(shop)
  const tiers = (rules?.tiers.levels ?? []).map(({ id, name }) => ({ id, name }))
  return { currency, kind, reward: null, tiers, codes: null, redemptions: [] }
}
