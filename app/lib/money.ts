/** Money is an integer of minor units; a decimal string is read exactly, never through a float. */

/** Digits after the point by ISO 4217; every currency not listed has two. */
const EXPONENTS: Record<string, number> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
}

/** Digits after the decimal point that `currency` (ISO 4217) has. */
export function currencyExponent(currency: string): number {
  return EXPONENTS[currency] ?? 2
}

/**
 * Reads an amount as Shopify sends it ("12.50", 12.5, "-3", "1e2" is refused) into minor units.
 * Digits beyond the currency's exponent are rounded half away from zero. Throws on what is not a number.
 */
export function parseMinor(amount: string | number, currency: string): number {
  const match = /^\s*(-?)(\d+)(?:\.(\d*))?\s*$/.exec(String(amount))
  if (!match) throw new Error(`not an amount of money: ${JSON.stringify(amount)}`)
  const exponent = currencyExponent(currency)
  const fraction = (match[3] ?? "").padEnd(exponent + 1, "0")
  const digits = BigInt(`${match[2]}${fraction.slice(0, exponent)}`)
  const rounded = fraction.charCodeAt(exponent) >= 53 ? digits + 1n : digits
  return toSafeNumber(match[1] ? -rounded : rounded)
}

/** Minor units as a plain decimal string: 1250, "EUR" → "12.50". */
export function formatDecimal(minor: number, currency: string): string {
  const exponent = currencyExponent(currency)
  const digits = String(Math.abs(minor)).padStart(exponent + 1, "0")
  const whole = digits.slice(0, digits.length - exponent)
  const sign = minor < 0 ? "-" : ""
  return exponent === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-exponent)}`
}

/** A plain decimal amount with all the decimals of its currency: "12.5", "EUR" → "12.50". Any other text stays. */
export function withAllDecimals(amount: string, currency: string): string {
  const exponent = currencyExponent(currency)
  const match = /^(\d{1,15})(?:\.(\d*))?$/.exec(amount)
  const fraction = match?.[2] ?? ""
  if (!match || fraction.length > exponent) return amount
  return exponent === 0 ? (match[1] as string) : `${match[1]}.${fraction.padEnd(exponent, "0")}`
}

/** Minor units in the reader's language: 1250, "EUR", "bg" → "12,50 €". */
export function formatMoney(minor: number, currency: string, locale: string): string {
  const digits = currencyExponent(currency)
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  return format.format(formatDecimal(minor, currency) as Intl.StringNumericLiteral)
}

/** A bigint as a number; throws beyond 2^53, where a number would lie. */
export function toSafeNumber(value: bigint): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new Error(`amount too large: ${value}`)
  return number
}
