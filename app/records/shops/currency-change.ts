/** A shop's currency changed: 1 `to` = numerator/denominator `from`, from a shop-local midnight on. */
export type CurrencyChange = { from: string; to: string; numerator: number; denominator: number; date: string }

/** Countries that changed their money by law at a fixed rate (Council Regulations fixing the euro's conversion rates). */
const BY_LAW: CurrencyChange[] = [
  { from: "HRK", to: "EUR", numerator: 753450, denominator: 100000, date: "2023-01-01" },
  { from: "BGN", to: "EUR", numerator: 195583, denominator: 100000, date: "2026-01-01" },
]

/** The change by law that explains why a shop's currency is another than before; null: none does, no rate is known. */
export function findCurrencyChange(from: string, to: string): CurrencyChange | null {
  return BY_LAW.find((change) => change.from === from && change.to === to) ?? null
}
