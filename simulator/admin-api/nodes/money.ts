import type { MoneySet } from "../../world/order.ts"

type MoneyV2 = { amount: string; currencyCode: string }

export type MoneyBag = { shopMoney: MoneyV2; presentmentMoney: MoneyV2 }

export function money(amount: string, currencyCode: string): MoneyV2 {
  return { amount, currencyCode }
}

/** A set of the REST payload as MoneyBag; made of the plain amount when a payload carries no set. */
export function moneyBag(set: MoneySet | null | undefined, amount: unknown, currency: string): MoneyBag {
  if (!set) {
    const plain = money(String(amount ?? "0"), currency)
    return { shopMoney: plain, presentmentMoney: plain }
  }
  const { shop_money: shop, presentment_money: paid = shop } = set
  const one = (value: typeof shop) => money(String(value.amount), value.currency_code ?? currency)
  return { shopMoney: one(shop), presentmentMoney: one(paid) }
}

/** Like `moneyBag`, but null when there is nothing. */
export function optionalBag(set: unknown, amount: unknown, currency: string): MoneyBag | null {
  return set || amount ? moneyBag(set as MoneySet | undefined, amount, currency) : null
}
