import { addShopDays } from "./shop-day.ts"
import { keepOf, type TierLevel, type TierRules } from "./tier-rules.ts"
import { countAt, endOfPeriod, stagesUntil, type TierShop, type Weighed } from "./tier-window.ts"

/**
 * Where keeping a level takes less than reaching it, or time takes it late or by steps, what somebody has depends on what
 * they had. So it is told from the beginning, by the orders as they stand now: what was given back never was, and a level
 * it had reached is gone at once.
 */

/** `rank`: index of the level, -1 below the first. `due`: when time takes it, unless what counts is enough again by then. */
export type Held = { rank: number; due: Date | null; why: "grace" | "step" | null }

/** `since`: from when on less counts than keeping takes; `refund`: not time but what was given back made it less. */
type State = { rank: number; since: Date | null; refund: boolean; safeUntil: Date | null }

type Told = { orders: Weighed[]; rules: TierRules; shop: TierShop }

/** Whether levels depend on nothing but what counts at the moment. */
export function isPlain({ window, graceDays, stepDown, levels }: TierRules): boolean {
  if (window === "lifetime") return true // what counts never gets less by time
  return graceDays === 0 && stepDown === "at_once" && levels.every((level) => keepOf(level) === level.threshold)
}

/** The highest level that `measure` reaches. */
export const rankReached = (levels: TierLevel[], measure: number): number =>
  levels.findLastIndex((level) => level.threshold <= measure)

/** The level held at `at`, told from the first order on. */
export function replay(orders: Weighed[], rules: TierRules, shop: TierShop, at: Date): Held {
  const told = { orders, rules, shop }
  let state: State = { rank: -1, since: null, refund: false, safeUntil: null }
  let measure = 0
  const passUntil = (moment: Date) => {
    for (let due = dueOf(state, told); due && due < moment; due = dueOf(state, told))
      state = settle(fall(state, told, measure, due), told, measure, due)
  }
  for (const stage of stagesUntil(orders, rules, shop, at)) {
    passUntil(stage.at)
    measure = stage.measure
    state = settle(state, told, measure, stage.at)
  }
  passUntil(new Date(at.getTime() + 1))
  return { rank: state.rank, due: dueOf(state, told), why: whyHeld(state, told) }
}

/** What `measure` makes of a state at `at`, and everything that is due by then. */
function settle(before: State, told: Told, measure: number, at: Date): State {
  let state = judge(before, told, measure, at)
  for (let due = dueOf(state, told); due && due <= at; due = dueOf(state, told))
    state = judge(fall(state, told, measure, at), told, measure, at)
  return state
}

function judge(state: State, told: Told, measure: number, at: Date): State {
  const { levels } = told.rules
  const reached = rankReached(levels, measure)
  if (reached > state.rank) return { rank: reached, since: null, refund: false, safeUntil: null }
  const level = levels[state.rank]
  if (!level || measure >= keepOf(level)) return { ...state, since: null, refund: false }
  if (state.since) return state
  return { ...state, since: at, refund: knownAt(told, at) >= keepOf(level) }
}

/** Time takes what is not kept: one level or all of them; a refund takes all. */
function fall(state: State, { rules, shop }: Told, measure: number, at: Date): State {
  if (rules.stepDown === "one_step" && !state.refund)
    return { rank: state.rank - 1, since: null, refund: false, safeUntil: endOfPeriod(at, rules, shop) }
  const rank = rules.levels.findLastIndex((level, index) => index < state.rank && keepOf(level) <= measure)
  return { rank, since: null, refund: false, safeUntil: null }
}

/** When the level will be lost if nothing is bought; null: it is kept by what counts. */
function dueOf({ since, refund, safeUntil }: State, { rules, shop }: Told): Date | null {
  if (!since) return null
  if (refund) return since
  const grace = rules.graceDays > 0 ? addShopDays(since, rules.graceDays, shop.timezone) : since
  return safeUntil && safeUntil > grace ? safeUntil : grace
}

function whyHeld(state: State, told: Told): Held["why"] {
  const due = dueOf(state, told)
  if (!due) return null
  return due.getTime() === state.safeUntil?.getTime() ? "step" : "grace"
}

/** What counted at `at` as orders stood then, before what was given back later. */
function knownAt({ orders, rules, shop }: Told, at: Date): number {
  if (orders.every(({ lowered }) => lowered.length === 0)) return 0
  const then = orders.map((order) => {
    const later = order.lowered.find((change) => change.at > at)
    return later ? { ...order, amount: later.amount } : order
  })
  return countAt(then, rules, shop, at).measure
}
