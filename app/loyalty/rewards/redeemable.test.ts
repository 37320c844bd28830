import { expect, test } from "vitest"
import { REDEEM_REASONS } from "../redemptions/redemption.ts"
import { priceOf, redeemable, type Shopper, type Taken, whyNot } from "./redeemable.ts"
import { type Reward, rewardTermsSchema } from "./reward.ts"

const SHOPPER: Shopper = {
  member: true,
  available: 500,
  tierId: "silver",
  tags: ["vip"],
  currency: "EUR",
  programme: true,
  spendingPaused: false,
  outsideTest: false,
}
const NONE: Taken = { redeemed: 0, freeCodes: 1 }

function reward(change: { gives?: object; only?: object; currency?: string } & Partial<Reward> = {}): Reward {
  const { gives = { kind: "amount_off", points: 500, amountMinor: 500 }, only, currency = "EUR", ...row } = change
  const terms = rewardTermsSchema.parse({ schema: 1, name: "5 € off", currency, gives })
  Object.assign(terms.restrictions, only)
  return { rewardId: "r", state: "active", stock: null, place: 1, updatedAt: new Date(0), ...row, terms }
}

const SLIDER = {
  kind: "amount_off_slider",
  unitPoints: 1,
  unitMinor: 1,
  minPoints: 200,
  stepPoints: 100,
  maxPoints: 1000,
}
const LIST = { kind: "partner_perk", points: 500, instructions: "", codes: "list" }

test("somebody with enough points can redeem", () => {
  expect(redeemable(reward(), SHOPPER, NONE)).toMatchObject({ ok: true, reason: null, points: 500, missing: 0 })
})

// Each row goes wrong in all that follow, too: the reason told is the first of the list.
const WRONG: [string, Partial<Shopper>, Parameters<typeof reward>[0], Partial<Taken>][] = [
  ["out_of_stock", {}, { stock: 0 }, {}],
  ["limit_reached", {}, { only: { limitPerMember: 2 } }, { redeemed: 2 }],
  ["other_customers", {}, { only: { customerTags: ["press"] } }, {}],
  ["other_tier", {}, { only: { tierIds: ["gold"] } }, {}],
  ["other_currency", { currency: "BGN" }, {}, {}],
  ["not_offered", {}, { state: "paused" }, {}],
  ["not_in_test", { outsideTest: true }, {}, {}],
  ["spending_paused", { spendingPaused: true }, {}, {}],
  ["no_programme", { programme: false }, {}, {}],
  ["not_member", { member: false }, {}, {}],
]

test("the first reason of the closed list is told, whatever else is wrong", () => {
  const told: (string | null)[] = []
  let shopper = { ...SHOPPER, available: 0 }
  let taken = { ...NONE }
  let wrong: NonNullable<Parameters<typeof reward>[0]> = {}
  told.push(redeemable(reward(wrong), shopper, taken).reason)
  for (const [reason, aboutShopper, aboutReward, aboutTaken] of WRONG) {
    shopper = { ...shopper, ...aboutShopper }
    taken = { ...taken, ...aboutTaken }
    wrong = { ...wrong, ...aboutReward, only: { ...wrong.only, ...aboutReward?.only } }
    expect(whyNot(reward(wrong), shopper, taken)).toBe(reason)
    told.push(reason)
  }
  const all = new Set([...told, "wrong_points"])
  expect(REDEEM_REASONS.filter((reason) => !all.has(reason))).toEqual([])
})

test("restrictions let through whom they name", () => {
  const only = { tierIds: ["gold", "silver"], customerTags: ["press", "vip"], limitPerMember: 2 }
  expect(whyNot(reward({ only, stock: 1 }), SHOPPER, { redeemed: 1, freeCodes: 0 })).toBeNull()
  expect(whyNot(reward({ only: { tierIds: ["gold"] } }), { ...SHOPPER, tierId: null }, NONE)).toBe("other_tier")
})

test("a list of codes that is empty is out of stock; words for everybody never are", () => {
  const taken = { redeemed: 0, freeCodes: 0 }
  expect(whyNot(reward({ gives: LIST }), SHOPPER, taken)).toBe("out_of_stock")
  expect(whyNot(reward({ gives: { ...LIST, codes: "none" } }), SHOPPER, taken)).toBeNull()
})

test("nobody pays another price than the one they saw", () => {
  expect(priceOf(reward(), null, 500)).toEqual({ ok: true, points: 500 })
  expect(priceOf(reward(), 500, 500)).toEqual({ ok: true, points: 500 })
  expect(priceOf(reward(), 400, 500)).toEqual({ ok: false, reason: "wrong_points", missing: 0 })
  expect(priceOf(reward({ gives: SLIDER }), 300, 500)).toEqual({ ok: true, points: 300 })
  expect(priceOf(reward({ gives: SLIDER }), 250, 500)).toMatchObject({ reason: "wrong_points" })
  expect(priceOf(reward({ gives: SLIDER }), 600, 500)).toEqual({ ok: false, reason: "not_enough_points", missing: 100 })
})

test("a slider tells how far it can go with what is there", () => {
  const choice = (available: number) => redeemable(reward({ gives: SLIDER }), { ...SHOPPER, available }, NONE)
  expect(choice(555)).toMatchObject({ ok: true, points: 200, mostPoints: 500 })
  expect(choice(150)).toMatchObject({ ok: false, reason: "not_enough_points", missing: 50, mostPoints: null })
  expect(choice(99_999)).toMatchObject({ mostPoints: 1000 })
})
