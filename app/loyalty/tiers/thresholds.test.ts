import { expect, test } from "vitest"
import { defaultProgrammeRules } from "../programme/programme-rules.ts"
import { inShopCurrency } from "./thresholds.ts"
import { measureTier } from "./tier-measure.ts"

const toEuro = { from: "BGN", to: "EUR", numerator: 195_583, denominator: 100_000, at: "2025-12-31T22:00:00Z" }
const shop = { timezone: "Europe/Sofia", currency: "EUR", currencyChanges: [toEuro] }
const inLev = defaultProgrammeRules("BGN", 100).tiers

test("thresholds written in lev stand in euro after the change, at the official rate", () => {
  const tiers = inShopCurrency(inLev, shop)
  expect(tiers.currency).toBe("EUR")
  // 100, 300 and 600 BGN divided by 1.95583.
  expect(tiers.levels.map((level) => level.threshold)).toEqual([5113, 15339, 30678])
})

test("a member keeps the tier that 300 lev gave, when the shop counts in euro", () => {
  const orders = [{ processedAt: "2025-11-01T10:00:00Z", spendMinor: 30_000, currency: "BGN", points: 300 }]
  const before = { timezone: "Europe/Sofia", currency: "BGN", currencyChanges: [] }
  expect(measureTier(orders, inLev, before, new Date("2025-12-01T10:00:00Z")).levelId).toBe("silver")
  expect(measureTier(orders, inLev, shop, new Date("2026-01-02T10:00:00Z"))).toMatchObject({
    measure: 15_339,
    levelId: "silver",
  })
})

test("points thresholds, and a currency that never became the shop's, stay as they were written", () => {
  const byPoints = { ...inLev, measure: "points" as const }
  expect(inShopCurrency(byPoints, shop)).toBe(byPoints)
  const inZloty = { ...inLev, currency: "PLN" }
  expect(inShopCurrency(inZloty, shop)).toBe(inZloty)
})
