import { formatMoney } from "#app/lib/money.ts"
import type { Locale } from "./locales.ts"

/** How sums and moments are written for one reader; days are those of `timeZone`, the shop's. */
export type Formats = {
  money: (minor: number, currency: string) => string
  number: (value: number) => string
  /** A decimal string with the language's own point: "1.25" → "1,25". */
  decimal: (value: string) => string
  /** A change of points with its sign: "+120", "−40". */
  signed: (value: number) => string
  /** A share: 0.25 → "25 %" as the language writes it. */
  percent: (share: number) => string
  date: (iso: string) => string
  /** A day of the shop's calendar: "2026-11-22" → "22 Nov 2026". */
  day: (day: string) => string
  /** A month of the shop's calendar: "2026-11" → "Nov 2026". */
  month: (month: string) => string
  dateTime: (iso: string) => string
}

/** Our English is British: days before months, and a clock of 24 hours, as in the languages beside it. */
const WRITTEN_AS: Record<Locale, string> = { en: "en-GB", bg: "bg", ru: "ru" }

/** The one place where numbers, money and moments become words. */
export function formatsOf(locale: Locale, timeZone: string): Formats {
  const written = WRITTEN_AS[locale]
  const numbers = new Intl.NumberFormat(written)
  const decimals = new Intl.NumberFormat(written, { maximumFractionDigits: 12 })
  const signedNumbers = new Intl.NumberFormat(written, { signDisplay: "exceptZero" })
  const percents = new Intl.NumberFormat(written, { style: "percent" })
  const dates = new Intl.DateTimeFormat(written, { dateStyle: "medium", timeZone })
  const days = new Intl.DateTimeFormat(written, { dateStyle: "medium", timeZone: "UTC" })
  const months = new Intl.DateTimeFormat(written, { month: "short", year: "numeric", timeZone: "UTC" })
  const times = new Intl.DateTimeFormat(written, { dateStyle: "medium", timeStyle: "short", timeZone })
  return {
    money: (minor, currency) => formatMoney(minor, currency, written),
    number: (value) => numbers.format(value),
    decimal: (value) => decimals.format(value as Intl.StringNumericLiteral),
    signed: (value) => signedNumbers.format(value).replace("-", "−"),
    percent: (share) => percents.format(share),
    date: (iso) => dates.format(new Date(iso)),
    day: (day) => days.format(new Date(`${day}T00:00:00Z`)),
    month: (month) => months.format(new Date(`${month}-01T00:00:00Z`)),
    dateTime: (iso) => times.format(new Date(iso)),
  }
}
