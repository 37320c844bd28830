import { gidDigits } from "#app/shopify/gid.ts"
import type { ExpiringSoon } from "../expiry/plan-expiry.ts"
import type { Pause } from "../programme/pause.ts"
import type { ProgrammeRules } from "../programme/programme-rules.ts"
import type { ProgrammeVersion } from "../programme/version-in-force.ts"
import type { CurrencyChange } from "../tiers/convert-spend.ts"
import type { Standing } from "../tiers/standing.ts"
import { inShopCurrency } from "../tiers/thresholds.ts"

/** What Shopify keeps of us, for themes, segments and help desks: two JSON metafields in our own namespace, and a tag. */

export type MemberValue = Pick<Standing, "tier" | "next"> & {
  /** Points for reaching a tier that are on their way; missing: none. */
  waiting?: number
  /** Until when the tier is held though not enough counts for it; missing: it is kept by what counts. */
  held?: NonNullable<Standing["held"]>
  available: number
  pending: number
  lifetime: number
  debt: number
  /** What expires within 30 days, and the last day on which it can be used; missing: nothing does. */
  expires?: ExpiringSoon
  joined: true
  /** ISO moment of these numbers (world time). */
  at: string
}

/** Owner: Customer, key "loyalty". */
export function memberValue(
  balance: { available: number; pending: number; lifetime: number; debt: number },
  standing: Standing,
  at: Date,
  expires: ExpiringSoon | null = null,
): MemberValue {
  const { available, pending, lifetime, debt } = balance
  return {
    available,
    pending,
    lifetime,
    debt,
    tier: standing.tier,
    next: standing.next,
    ...(standing.waiting > 0 && { waiting: standing.waiting }),
    ...(standing.held && { held: standing.held }),
    ...(expires && { expires }),
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
    excludes: excludesOf(rules.exclusions),
    ...((rules.members.ask.birthday || rules.members.ask.name) && { ask: rules.members.ask }),
    ...(rules.expiry.kind !== "never" && { expiry: rules.expiry }),
    ...(now.pause && { pause: now.pause }),
    ...(now.testTag !== null && { test: now.testTag }),
  }
}

/** What a theme can see for itself; everything in lower case, products by their digits. */
function excludesOf({ customerTags, productTags, productTypes, products, salePrice }: ProgrammeRules["exclusions"]) {
  return {
    customerTags,
    productTags,
    productTypes,
    products: products.map((gid) => gidDigits("Product", gid)),
    salePrice,
  }
}

const TAG_PREFIX = "regulars-tier-"

/** Stands for the tag last written when nobody can say what Shopify shows: two customers became one, a shop came back. */
export const TAG_UNKNOWN = ""

/** The customer tag of a tier; null: none. */
export function tierTag(tierId: string | null): string | null {
  return tierId === null ? null : `${TAG_PREFIX}${tierId}`
}
