import { currencyExponent } from "#app/lib/money.ts"
import type { Globals } from "../liquid/engine.ts"
import type { LookValue } from "../look-value.ts"
import type { PreviewState, Shopper } from "./preview-state.ts"

/** The made-up shop that the preview shows: what Liquid sees of it, and what its server would answer. */
export type SampleShop = { name: string; currency: string }

/** What the product costs, in the hundredths in which Liquid counts every currency. */
export const SAMPLE_PRICE = 1500

const ratio = (numerator: number, denominator: number) => ({ numerator, denominator })
const TESTER = "regulars-test"

function programmeOf({ currency }: SampleShop, shopper: Shopper) {
  const unit = 10 ** currencyExponent(currency)
  return {
    version: 1,
    currency,
    rates: { [currency]: { points: 1, perMinor: unit } },
    rounding: "floor",
    basis: { taxes: true },
    pending: { from: "payment", days: 14 },
    measure: "spend",
    window: "rolling_12_months",
    tiers: [
      { id: "bronze", name: "Bronze", threshold: 100 * unit, multiplier: ratio(1, 1) },
      { id: "silver", name: "Silver", threshold: 300 * unit, multiplier: ratio(5, 4) },
      { id: "gold", name: "Gold", threshold: 600 * unit, multiplier: ratio(3, 2) },
    ],
    excludes: { customerTags: [], productTags: [], productTypes: [], products: [], salePrice: false },
    ...(shopper === "paused" && { pause: { earning: true, spending: true, notice: {} } }),
    ...(shopper === "untested" && { test: TESTER }),
  }
}

function memberOf({ currency }: SampleShop, at: Date) {
  const unit = 10 ** currencyExponent(currency)
  return {
    available: 1240,
    pending: 58,
    lifetime: 1900,
    debt: 0,
    tier: { id: "silver", name: "Silver" },
    next: { id: "gold", name: "Gold", missing: 41 * unit, unit: "spend", currency },
    joined: true,
    at: at.toISOString(),
  }
}

const isMember = (shopper: Shopper) => shopper === "member" || shopper === "paused"

/** What the blocks' Liquid sees of the shop, of who looks, and of one product. */
export function sampleGlobals(shop: SampleShop, state: PreviewState, look: LookValue, at: Date): Globals {
  const loyalty = isMember(state.shopper) ? { $app: { loyalty: { type: "json", value: memberOf(shop, at) } } } : {}
  const customer = { id: 1, first_name: "Anna", name: "Anna", tags: [], has_account: true, metafields: loyalty }
  const price = SAMPLE_PRICE
  const variant = { id: 1, title: "Default Title", price, compare_at_price: null, available: true }
  const product = {
    id: 1,
    title: "Ethiopia Guji",
    type: "Coffee",
    tags: [],
    price,
    price_varies: false,
    compare_at_price: null,
    "gift_card?": false,
    variants: [variant],
    selected_or_first_available_variant: variant,
  }
  // The shop's first language stands at the root, each other below its name.
  const prefix = state.language === "en" ? "" : `/${state.language}`
  const item = { product, variant_id: 1, quantity: 1, price, final_line_price: price, final_price: price }
  return {
    shop: {
      name: shop.name,
      currency: shop.currency,
      taxes_included: true,
      metafields: {
        $app: {
          programme: { type: "json", value: programmeOf(shop, state.shopper) },
          look: { type: "json", value: look },
        },
      },
    },
    customer: state.shopper === "visitor" || state.shopper === "untested" ? null : customer,
    cart: { currency: { iso_code: shop.currency }, items: [item], item_count: 1, total_price: price },
    product,
    request: { locale: { iso_code: state.language }, design_mode: false, path: prefix || "/", page_type: "product" },
    localization: { language: { iso_code: state.language } },
    routes: {
      root_url: prefix || "/",
      account_url: `${prefix}/account`,
      account_login_url: `${prefix}/account/login`,
      cart_url: `${prefix}/cart`,
    },
    template: { name: "product" },
  }
}

/** What the shop's server would answer: to the element's requests by the last part of their address. */
export type SampleAnswers = { summary: object; history: object; join: object; joined: object }

export function sampleAnswers(shop: SampleShop, state: PreviewState, at: Date, words: EntryWords): SampleAnswers {
  const member = memberOf(shop, at)
  const daysAgo = (days: number) => new Date(at.getTime() - days * 86_400_000).toISOString()
  const entry = (date: string, name: keyof EntryWords, points: number, pendingUntil: string | null = null) => ({
    date,
    words: words[name],
    points,
    pendingUntil,
    moved: false,
  })
  const joined = {
    member: {
      ...member,
      available: 0,
      pending: 0,
      tier: null,
      next: { ...member.next, id: "bronze", name: "Bronze", missing: 100 * 10 ** currencyExponent(shop.currency) },
    },
  }
  return {
    summary: isMember(state.shopper) ? { state: "member", member } : { member: null, waiting: { points: 45 } },
    history: {
      entries: isMember(state.shopper)
        ? [
            entry(daysAgo(2), "earned", 58, daysAgo(-12)),
            entry(daysAgo(20), "goodwill", 100),
            entry(daysAgo(31), "earnedBefore", 64),
          ]
        : [],
      next: null,
    },
    join: joined,
    joined,
  }
}

/** Movements as a shopper reads them, in the preview's language. */
export type EntryWords = { earned: string; earnedBefore: string; goodwill: string }

/** What stands in the preview's page and may change while the merchant types. */
export type PreviewPicture = { html: string; state: PreviewState; answers: SampleAnswers }
