import { parseMinor } from "#app/lib/money.ts"

type MoneySet = { shop_money: { amount: string } } | null | undefined

/** An amount in minor units of shop money: from its `_set` when the payload has one, else the bare amount; absent is 0. */
export function readMinor(set: MoneySet, amount: string | null | undefined, currency: string): number {
  const decimal = set?.shop_money.amount ?? amount
  return decimal == null ? 0 : parseMinor(decimal, currency)
}

/** Sum of `minorOf` over a list. */
export function sumMinor<T>(list: T[], minorOf: (item: T) => number): number {
  return list.reduce((sum, item) => sum + minorOf(item), 0)
}
