import { z } from "zod"
import { type Fraction, readDecimal, readRatio } from "#app/lib/decimal-text.ts"
import { currencyExponent, toSafeNumber } from "#app/lib/money.ts"
import type { Report } from "./section-form.ts"

/** Fields of the programme's form, read as what they mean. Undefined: something was wrong, and is reported. */

type Path = (string | number)[]

/** A field of a form: its text, "" when it was not sent. */
export const text = z.string().default("")

/** A checkbox. */
export const box = (value: boolean) => (value ? "on" : "")

/** What is typed one a line: each once, without the blanks around it. */
export function readLines(typed: string): string[] {
  const lines = typed.split("\n").map((line) => line.trim())
  return [...new Set(lines)].filter((line) => line !== "")
}

export function readWhole(
  typed: string,
  limits: { min?: number; max: number },
  path: Path,
  report: Report,
): number | undefined {
  const value = typed.trim() === "" ? null : readDecimal(typed)
  if (!value) return refuse(path, typed.trim() === "" ? "required" : "not_a_number", report)
  if (value.scale > 0) return refuse(path, "not_whole", report)
  if (value.digits < BigInt(limits.min ?? 0)) return refuse(path, `too_small:min=${limits.min ?? 0}`, report)
  if (value.digits > BigInt(limits.max)) return refuse(path, `too_large:max=${limits.max}`, report)
  return Number(value.digits)
}

/** A sum above nothing, in minor units of `currency`. */
export function readMoney(typed: string, currency: string, max: number, path: Path, report: Report) {
  const exponent = currencyExponent(currency)
  const value = typed.trim() === "" ? null : readDecimal(typed)
  if (!value) return refuse(path, typed.trim() === "" ? "required" : "not_a_number", report)
  if (value.scale > exponent) return refuse(path, `too_many_decimals:max=${exponent}`, report)
  const minor = value.digits * 10n ** BigInt(exponent - value.scale)
  if (minor < 1n) return refuse(path, "must_be_positive", report)
  return minor > BigInt(max) ? refuse(path, "amount_too_large", report) : toSafeNumber(minor)
}

/** A multiplier, "1.25" or "4/3". */
export function readMultiplier(typed: string, path: Path, report: Report): Fraction | undefined {
  if (typed.trim() === "") return refuse(path, "required", report)
  const ratio = readRatio(typed)
  if (!ratio || ratio.numerator > 1_000_000 || ratio.denominator > 1_000_000)
    return refuse(path, "ratio_invalid", report)
  return ratio
}

/** A name that must be there. */
export function readName(typed: string, max: number, path: Path, report: Report): string {
  const name = typed.trim()
  if (name === "") report(path, "required")
  else if (name.length > max) report(path, `too_long:max=${max}`)
  return name
}

function refuse(path: Path, code: string, report: Report): undefined {
  report(path, code)
  return undefined
}
