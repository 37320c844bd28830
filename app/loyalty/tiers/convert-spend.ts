import { currencyExponent, toSafeNumber } from "#app/lib/money.ts"
import { divide } from "#app/lib/ratio.ts"

/** A shop's currency changed at a fixed rate: 1 `to` = numerator/denominator `from` (1 EUR = 195583/100000 BGN). */
export type CurrencyChange = { from: string; to: string; numerator: number; denominator: number; at: Date | string }

/**
 * An amount in the shop's currency of now, following its currency changes, each rounded half up to minor units as
 * official conversions are; null when no chain of changes leads there.
 */
export function convertToShopCurrency(
  minor: number,
  currency: string,
  shopCurrency: string,
  changes: CurrencyChange[],
): number | null {
  const inOrder = [...changes].sort((a, b) => new Date(a.at).getTime() - new Date(b.at).getTime())
  let [amount, held] = [BigInt(minor), currency]
  for (const change of inOrder) {
    if (held === shopCurrency) break
    if (change.from !== held) continue
    const exponents = currencyExponent(change.to) - currencyExponent(change.from)
    const up = 10n ** BigInt(Math.max(0, exponents))
    const down = 10n ** BigInt(Math.max(0, -exponents))
    amount = divide(amount * BigInt(change.denominator) * up, BigInt(change.numerator) * down, "half_up")
    held = change.to
  }
  return held === shopCurrency ? toSafeNumber(amount) : null
}
