import { currencyExponent } from "./money.ts"

/**
 * About how many units of a currency one euro buys, as a round number of the row 1, 2, 5, 10, … Only good for sums that
 * somebody proposes and a merchant corrects; what is not listed is near the euro (1).
 */
const UNITS_PER_EURO: [units: number, currencies: string][] = [
  [2, "AUD AZN BAM BBD BGN BND BZD CAD FJD GEL NZD SGD TOP"],
  [5, "AED BRL BYN ILS MYR PEN PGK PLN QAR RON SAR TND TJS TMT"],
  [10, "BOB BWP CNY DKK GHS GTQ HKD MAD MOP NOK SEK SCR SVC TTD VES ZMW"],
  [20, "CZK HNL LSL MDL MXN NAD SZL TWD ZAR"],
  [50, "DOP EGP ETB MKD MUR NIO PHP THB TRY UAH UYU"],
  [100, "ALL BDT BTN INR ISK JPY KES KGS NPR RSD RUB"],
  [200, "DZD JMD GYD LRD MZN"],
  [500, "AMD AOA CRC HUF KMF KZT LKR PKR XAF XOF YER"],
  [1000, "CLP"],
  [2000, "ARS BIF IQD KRW MMK MWK NGN RWF TZS"],
  [5000, "COP KHR MGA MNT UGX"],
  [10_000, "GNF PYG UZS"],
  [20_000, "IDR LAK VND"],
  [100_000, "LBP"],
]
/** One unit buys more than two euro. */
const STRONG = ["BHD", "JOD", "KWD", "OMR"]

const UNITS = new Map(
  UNITS_PER_EURO.flatMap(([units, names]) => names.split(" ").map((name) => [name, units] as const)),
)

/** A round sum in minor units of `currency` that is worth about one euro: 100 of EUR (1.00), 50000 of HUF (500). */
export function aboutOneEuro(currency: string): number {
  const minorPerUnit = 10 ** currencyExponent(currency)
  if (STRONG.includes(currency)) return minorPerUnit / 2
  return (UNITS.get(currency) ?? 1) * minorPerUnit
}
