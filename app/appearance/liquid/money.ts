import { currencyExponent } from "#app/lib/money.ts"
import { toNumber } from "./number.ts"

/** Minor units → the hundredths in which Liquid counts every currency's prices. */
export function toHundredths(minor: number, currency: string): number {
  const exponent = currencyExponent(currency)
  return exponent === 2 ? minor : exponent < 2 ? minor * 100 : Math.round(minor / 10)
}

type MoneyOptions = { cents?: "always" | "if_needed"; code?: boolean }

/** Hundredths as the page's language writes that currency: 1250, "EUR", "bg" → "12,50 €". */
export function moneyText(hundredths: unknown, currency: string, locale: string, options: MoneyOptions = {}): string {
  const value = Math.round(toNumber(hundredths))
  const plain = currencyExponent(currency) === 0
  const strip = options.cents === "if_needed" && value % 100 === 0
  const digits = plain || strip ? 0 : 2
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  const text = format.format(`${value}e-2` as Intl.StringNumericLiteral)
  return options.code ? `${text} ${currency}` : text
}
