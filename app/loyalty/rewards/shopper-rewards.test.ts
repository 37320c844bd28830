import { expect, test } from "vitest"
import type { Redemption } from "../redemptions/redemption.ts"
import { rewardTermsSchema } from "./reward.ts"
import { shopperRedemption, shopperReward } from "./shopper-rewards.ts"

const terms = (gives: object) =>
  rewardTermsSchema.parse({
    schema: 1,
    name: "5 € off",
    currency: "EUR",
    gives,
    translations: { bg: { name: "5 € отстъпка", description: "За всичко" } },
  })

const OFF = { kind: "amount_off", points: 500, amountMinor: 500 }
const SLIDER = {
  kind: "amount_off_slider",
  unitPoints: 1,
  unitMinor: 1,
  minPoints: 200,
  stepPoints: 100,
  maxPoints: 900,
}

function redemption(state: Redemption["state"], gives: object = OFF): Redemption {
  return {
    redemptionId: "r",
    customerId: "c",
    rewardId: "w",
    state,
    points: 500,
    terms: terms(gives),
    valueMinor: 500,
    code: "BCDF234567",
    expiresAt: null,
    orderId: null,
    redeemedAt: new Date(0),
    issuedAt: null,
    usedAt: null,
    returnedAt: null,
    error: "Shopify's words are not for shoppers",
  }
}

const offered = (gives: object) => ({
  rewardId: "w",
  terms: terms(gives),
  points: 200,
  mostPoints: 700,
  stock: null,
  ok: true,
  reason: null,
  missing: 0,
})

test("words are in the shopper's language, else in the shop's", () => {
  expect(shopperReward(offered(OFF), "bg")).toMatchObject({ name: "5 € отстъпка", description: "За всичко" })
  expect(shopperReward(offered(OFF), "ru")).toMatchObject({ name: "5 € off", description: "", slider: null })
})

test("a slider tells its steps and how far it goes; a fixed amount tells its worth", () => {
  const { slider, worth } = shopperReward(offered(SLIDER), "en")
  expect(slider).toEqual({ step: 100, max: 900, most: 700, unitPoints: 1, unitMinor: 1, currency: "EUR" })
  expect(worth).toBeNull()
  expect(shopperReward(offered(OFF), "en").worth).toEqual({ minor: 500, currency: "EUR" })
})

test("a code is shown once it works, and can be applied until it was used", () => {
  const shown = (state: Redemption["state"], gives?: object) => {
    const { code, apply } = shopperRedemption(redemption(state, gives), "en")
    return [code, apply]
  }
  for (const state of ["drawn", "unclear", "returning", "returned", "refused"] as const)
    expect(shown(state)).toEqual([null, null])
  expect(shown("issued")).toEqual(["BCDF234567", "/discount/BCDF234567"])
  expect(shown("used")).toEqual(["BCDF234567", null])
  expect(shown("issued", { kind: "gift_card", points: 1, amountMinor: 1, days: null })).toEqual(["BCDF234567", null])
})

test("what Shopify said to us is not told to shoppers", () => {
  expect(JSON.stringify(shopperRedemption(redemption("refused"), "en"))).not.toContain("Shopify")
})
