import type { RedeemableReward, Redemption } from "../redemptions/redemption.ts"
import type { RewardGives, RewardTerms } from "./reward.ts"

/** Rewards and redemptions as the storefront's script gets them, in the shopper's language. Pure. */

type ShownMoney = { minor: number; currency: string }

export type ShopperReward = {
  id: string
  kind: RewardGives["kind"]
  name: string
  description: string
  /** What it costs, or of a slider its least. */
  points: number
  worth: ShownMoney | null
  /** `most`: what can be chosen with the points there are; null: not even the least. */
  slider: {
    step: number
    max: number
    most: number | null
    unitPoints: number
    unitMinor: number
    currency: string
  } | null
  minimumSpend: ShownMoney | null
  stock: number | null
  ok: boolean
  reason: string | null
  missing: number
}

export type ShopperRedemption = {
  id: string
  kind: RewardGives["kind"]
  name: string
  state: Redemption["state"]
  points: number
  worth: ShownMoney | null
  /** There once Shopify has made it. */
  code: string | null
  /** Where the code is put into the cart: a path of the shop. */
  apply: string | null
  instructions: string | null
  at: string
  expiresAt: string | null
}

/** Name and description in this language, else in the shop's. */
function wordsOf(terms: RewardTerms, locale: string): { name: string; description: string } {
  return terms.translations[locale] ?? { name: terms.name, description: terms.description }
}

const money = (minor: number | null, { currency }: RewardTerms): ShownMoney | null =>
  minor === null ? null : { minor, currency }

/** What everybody pays the same for, is worth. */
function fixedWorth(gives: RewardGives): number | null {
  if (gives.kind === "free_product") return gives.valueMinor
  return "amountMinor" in gives ? gives.amountMinor : null
}

export function shopperReward(reward: RedeemableReward, locale: string): ShopperReward {
  const { rewardId: id, terms, points, mostPoints, stock, ok, reason, missing } = reward
  const { gives } = terms
  return {
    id,
    kind: gives.kind,
    ...wordsOf(terms, locale),
    points,
    worth: money(fixedWorth(gives), terms),
    slider:
      gives.kind === "amount_off_slider"
        ? {
            step: gives.stepPoints,
            max: gives.maxPoints,
            most: mostPoints,
            unitPoints: gives.unitPoints,
            unitMinor: gives.unitMinor,
            currency: terms.currency,
          }
        : null,
    minimumSpend: money(terms.restrictions.minimumSpendMinor, terms),
    stock,
    ok,
    reason,
    missing,
  }
}

/** A code that is not there yet, or was ended, is not shown: somebody might type it. */
const WITH_CODE: Redemption["state"][] = ["issued", "used"]

export function shopperRedemption(redemption: Redemption, locale: string): ShopperRedemption {
  const { terms, state, code, redeemedAt, expiresAt } = redemption
  const { kind } = terms.gives
  const shown = WITH_CODE.includes(state) ? code : null
  const isOfCart = kind !== "gift_card" && kind !== "partner_perk" && shown !== null && state === "issued"
  return {
    id: redemption.redemptionId,
    kind,
    name: wordsOf(terms, locale).name,
    state,
    points: redemption.points,
    worth: money(redemption.valueMinor, terms),
    code: shown,
    apply: isOfCart ? `/discount/${encodeURIComponent(shown)}` : null,
    instructions: "instructions" in terms.gives ? terms.gives.instructions : null,
    at: redeemedAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
  }
}
