import { currencyExponent, formatDecimal, parseMinor } from "#app/lib/money.ts"
import { divide } from "#app/lib/ratio.ts"
import type { MoneySet } from "./order.ts"

export type Ratio = { numerator: number; denominator: number }

/** What an order was sold in: `rate` is presentment units per shop unit (not minor units). */
export type Presentment = { shopCurrency: string; currency: string; rate: Ratio }

const ONE: Ratio = { numerator: 1, denominator: 1 }

/** Sold in the shop's own currency. */
export function ownCurrency(currency: string): Presentment {
  return { shopCurrency: currency, currency, rate: ONE }
}

/** Shop minor units as Shopify's pair of shop and presentment money. */
export function moneySet(shopMinor: number, presentment: Presentment): MoneySet {
  return {
    shop_money: {
      amount: formatDecimal(shopMinor, presentment.shopCurrency),
      currency_code: presentment.shopCurrency,
    },
    presentment_money: {
      amount: formatDecimal(toPresentmentMinor(shopMinor, presentment), presentment.currency),
      currency_code: presentment.currency,
    },
  }
}

/** Shop minor units → presentment minor units, halves away from zero. */
export function toPresentmentMinor(shopMinor: number, presentment: Presentment): number {
  if (presentment.currency === presentment.shopCurrency) return shopMinor
  const up = 10n ** BigInt(currencyExponent(presentment.currency))
  const down = 10n ** BigInt(currencyExponent(presentment.shopCurrency))
  const { numerator, denominator } = presentment.rate
  return Number(divide(BigInt(shopMinor) * BigInt(numerator) * up, BigInt(denominator) * down, "half_up"))
}

/** The presentment an order was made with, read back from its total; own currency when it cannot be told. */
export function readPresentment(order: {
  currency: string
  presentment_currency?: string
  total_price_set?: MoneySet
}): Presentment {
  const set = order.total_price_set
  const shop = order.currency
  const currency = order.presentment_currency ?? shop
  if (!set || currency === shop) return ownCurrency(shop)
  const numerator = parseMinor(set.presentment_money.amount, currency) * 10 ** currencyExponent(shop)
  const denominator = parseMinor(set.shop_money.amount, shop) * 10 ** currencyExponent(currency)
  if (numerator <= 0 || denominator <= 0) return { shopCurrency: shop, currency, rate: ONE }
  return { shopCurrency: shop, currency, rate: { numerator, denominator } }
}
