import type { RewardTerms } from "./reward.ts"

/**
 * What a shopper can use in one order, and what that takes off it at most. By Shopify's rules: each discount has a class and
 * says with which classes it combines; both must agree; delivery is discounted once; an order takes five codes for goods.
 */

export type DiscountClass = "order" | "product" | "shipping"

const MOST_CODES = 5

/** The class Shopify gives the reward's code; null: it is no code for the cart. */
export function classOf({ gives, restrictions: { products, collections } }: RewardTerms): DiscountClass | null {
  switch (gives.kind) {
    case "free_shipping":
      return "shipping"
    case "free_product":
      return "product"
    case "amount_off":
    case "amount_off_slider":
    case "percent_off":
      return products.length + collections.length > 0 ? "product" : "order"
    default:
      return null
  }
}

/** Whether codes of these two can be used in one order; of the same reward twice: whether two of its codes can. */
export function canCombine(one: RewardTerms, other: RewardTerms): boolean {
  const [a, b] = [classOf(one), classOf(other)]
  if (a === null || b === null || (a === "shipping" && b === "shipping")) return false
  return one.restrictions.combinesWith[b] && other.restrictions.combinesWith[a]
}

/** An order before any code, in the shop's money. */
export type Cart = { goodsMinor: number; shippingMinor: number }

export type Deepest = { rewardIds: string[]; offMinor: number }

type Offered = { rewardId: string; terms: RewardTerms }

/**
 * The codes that together take the most off an order, and how much: an upper bound, as every product of the order is taken
 * to be one that the codes are for, each share is of the whole order, and nothing takes off more than there is.
 */
export function deepestDiscount(offered: Offered[], cart: Cart): Deepest {
  const usable = offered.filter(({ terms }) => classOf(terms) !== null && meetsMinimum(terms, cart))
  let best: Deepest = { rewardIds: [], offMinor: 0 }
  const extend = (chosen: Offered[], from: number): void => {
    const offMinor = takenOff(chosen, cart)
    if (offMinor > best.offMinor) best = { rewardIds: chosen.map(({ rewardId }) => rewardId), offMinor }
    for (const [index, next] of usable.entries()) {
      if (index < from || !fits(chosen, next)) continue
      extend([...chosen, next], index)
    }
  }
  extend([], 0)
  return best
}

const meetsMinimum = ({ restrictions }: RewardTerms, { goodsMinor }: Cart): boolean =>
  (restrictions.minimumSpendMinor ?? 0) <= goodsMinor

/** Whether one more code can join: it combines with all, there is room, and the member may redeem it once more. */
function fits(chosen: Offered[], next: Offered): boolean {
  const ofGoods = (one: Offered) => classOf(one.terms) !== "shipping"
  if (ofGoods(next) && chosen.filter(ofGoods).length >= MOST_CODES) return false
  const times = chosen.filter(({ rewardId }) => rewardId === next.rewardId).length
  if (times >= (next.terms.restrictions.limitPerMember ?? Number.POSITIVE_INFINITY)) return false
  return chosen.every((one) => canCombine(one.terms, next.terms))
}

function takenOff(chosen: Offered[], { goodsMinor, shippingMinor }: Cart): number {
  const goods = chosen.reduce((sum, { terms }) => sum + offGoods(terms, goodsMinor), 0)
  const shipping = chosen.some(({ terms }) => pays(terms, shippingMinor)) ? shippingMinor : 0
  return Math.min(goods, goodsMinor) + shipping
}

function offGoods({ gives }: RewardTerms, goodsMinor: number): number {
  switch (gives.kind) {
    case "amount_off":
      return gives.amountMinor
    case "amount_off_slider":
      return Math.floor((gives.maxPoints * gives.unitMinor) / gives.unitPoints)
    case "percent_off":
      return Math.ceil((goodsMinor * gives.percent) / 100)
    case "free_product":
      return gives.valueMinor
    default:
      return 0
  }
}

const pays = ({ gives }: RewardTerms, shippingMinor: number): boolean =>
  gives.kind === "free_shipping" && (gives.maxShippingMinor === null || shippingMinor <= gives.maxShippingMinor)
