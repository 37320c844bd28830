import { formatDecimal } from "#app/lib/money.ts"
import type { ExplainCode, ExplainStep, Ratio } from "./order-evaluation.ts"

const RATIO_DIGITS = 6
const POINT_DIGITS = 4

export function step(code: ExplainCode, params: ExplainStep["params"] = {}): ExplainStep {
  return { code, params }
}

/** 1250, "EUR" → "12.50 EUR". */
export function moneyText(minor: number, currency: string): string {
  return `${formatDecimal(minor, currency)} ${currency}`
}

/** 5/4 → "1.25"; what has no short decimal stays a fraction: "4/3". */
export function ratioText({ numerator, denominator }: Ratio): string {
  const scaled = BigInt(numerator) * 10n ** BigInt(RATIO_DIGITS)
  if (scaled % BigInt(denominator) !== 0n) return `${numerator}/${denominator}`
  return trimDecimal(scaled / BigInt(denominator), RATIO_DIGITS)
}

/** Exact points before rounding, cut after four digits: 1001/80 → "12.5125", 1/3 → "0.3333…". */
export function pointsText(numerator: bigint, denominator: bigint): string {
  const scaled = numerator * 10n ** BigInt(POINT_DIGITS)
  const text = trimDecimal(scaled / denominator, POINT_DIGITS)
  return scaled % denominator === 0n ? text : `${text}…`
}

function trimDecimal(scaled: bigint, digits: number): string {
  const text = String(scaled).padStart(digits + 1, "0")
  const fraction = text.slice(-digits).replace(/0+$/, "")
  const whole = text.slice(0, -digits)
  return fraction === "" ? whole : `${whole}.${fraction}`
}
