import { readDecimal } from "./decimal-text.ts"

/** A percentage with two decimals as a whole number of hundredths: 12.5 % is 1250. No floats where points depend on it. */
const DECIMALS = 2

/** "12.5" → 1250; null when it is no percentage from 0 to `most` percent, or has more than two decimals. */
export function readPercent(text: string, most = 100): number | null {
  const value = text.trim() === "" ? null : readDecimal(text)
  if (!value || value.scale > DECIMALS) return null
  const hundredths = Number(value.digits) * 10 ** (DECIMALS - value.scale)
  return hundredths <= most * 100 ? hundredths : null
}

/** 1250 → "12.5", as a form carries it. */
export function writePercent(hundredths: number): string {
  const text = String(hundredths).padStart(DECIMALS + 1, "0")
  return `${text.slice(0, -DECIMALS)}.${text.slice(-DECIMALS)}`.replace(/\.?0+$/, "")
}
