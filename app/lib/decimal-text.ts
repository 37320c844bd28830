/**
 * Numbers as people type them. A comma is a decimal point unless a point stands there too; blanks between digits are
 * dropped. What could be read in two ways is refused, never guessed.
 */
export type Decimal = { digits: bigint; scale: number }

/** "1 234,50" → { digits: 123450n, scale: 2 }; null when it is not one plain, non-negative decimal number. */
export function readDecimal(text: string): Decimal | null {
  const match = /^(\d{1,15})(?:[.,](\d{0,9}))?$/.exec(text.replace(/[\s\u00a0\u202f]/g, ""))
  if (!match) return null
  const fraction = match[2] ?? ""
  return { digits: BigInt(`${match[1]}${fraction}`), scale: fraction.length }
}

export type Fraction = { numerator: number; denominator: number }

/** A multiplier as typed, "1.25" or "4/3", in lowest terms; null when it is neither or has more than six decimals. */
export function readRatio(text: string): Fraction | null {
  const parts = /^\s*(\d{1,7})\s*\/\s*(\d{1,7})\s*$/.exec(text)
  if (parts) return Number(parts[2]) === 0 ? null : reduced(Number(parts[1]), Number(parts[2]))
  const decimal = readDecimal(text)
  if (!decimal || decimal.scale > 6 || decimal.digits > 10n ** 13n) return null
  return reduced(Number(decimal.digits), 10 ** decimal.scale)
}

/** A ratio as people read it: 5/4 → "1.25"; one that has no end in decimals stays a fraction, 4/3 → "4/3". */
export function writeRatio({ numerator, denominator }: Fraction): string {
  const { numerator: over, denominator: under } = reduced(numerator, denominator)
  for (let scale = 0; scale <= 6; scale += 1) {
    const shifted = BigInt(over) * 10n ** BigInt(scale)
    if (shifted % BigInt(under) !== 0n) continue
    const digits = String(shifted / BigInt(under)).padStart(scale + 1, "0")
    return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
  }
  return `${over}/${under}`
}

function reduced(numerator: number, denominator: number): Fraction {
  let a = numerator
  let b = denominator
  while (b !== 0) [a, b] = [b, a % b]
  return a === 0 ? { numerator, denominator } : { numerator: numerator / a, denominator: denominator / a }
}
