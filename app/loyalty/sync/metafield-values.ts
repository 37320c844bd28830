import type { Pause } from "../programme/pause.ts"
import type { ProgrammeVersion } from "../programme/version-in-force.ts"
import type { CurrencyChange } from "../tiers/convert-spend.ts"
import type { Standing } from "../tiers/standing.ts"
import { inShopCurrency } from "../tiers/thresholds.ts"

/** What Shopify keeps of us, for themes, segments and help desks: two JSON metafields in our own namespace, and a tag. */

export const METAFIELD_NAMESPACE = "$app"

export type MemberValue = Standing & {
  available: number
  pending: number
  lifetime: number
  debt: number
  joined: true
  /** ISO moment of these numbers (world time). */
  at: string
}

/** Owner: Customer, key "loyalty". */
export function memberValue(
  balance: { available: number; pending: number; lifetime: number; debt: number },
  standing: Standing,
  at: Date,
): MemberValue {
  const { available, pending, lifetime, debt } = balance
  return {
    available,
    pending,
    lifetime,
    debt,
    tier: standing.tier,
    next: standing.next,
    joined: true,
    at: at.toISOString(),
  }
}

/** What rests now, and what shoppers are told about it. */
export type PauseValue = Pick<Pause, "earning" | "spending" | "notice">

/**
 * Owner: Shop, key "programme": what a shopper may know of the programme in force, thresholds in the shop's money of now.
 * `now.testTag`: a test is on, which only customers with that tag may see (lower case).
 */
export function programmeValue(
  { version, rules }: ProgrammeVersion,
  shop: { currency: string; currencyChanges: CurrencyChange[] },
  now: { pause: PauseValue | null; testTag: string | null } = { pause: null, testTag: null },
) {
  return {
    version,
    currency: shop.currency,
    rates: rules.rates,
    rounding: rules.rounding,
    basis: rules.basis,
    pending: rules.pending,
    measure: rules.tiers.measure,
    window: rules.tiers.window,
    tiers: inShopCurrency(rules.tiers, shop).levels,
    ...(now.pause && { pause: now.pause }),
    ...(now.testTag !== null && { test: now.testTag }),
  }
}

const TAG_PREFIX = "regulars-tier-"

/** The customer tag of a tier; null: none. */
export function tierTag(tierId: string | null): string | null {
  return tierId === null ? null : `${TAG_PREFIX}${tierId}`
}
