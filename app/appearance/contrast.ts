/** Contrast of two colours after WCAG 2.2 (relative luminance, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). */

/** What WCAG AA asks: of words, and of what is drawn. */
export const AA_RATIO = { words: 4.5, drawn: 3 } as const

/** "#rrggbb" → red, green and blue, each 0–1. */
function channels(colour: string): [number, number, number] {
  const part = (start: number) => Number.parseInt(colour.slice(start, start + 2), 16) / 255
  return [part(1), part(3), part(5)]
}

const linear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)

function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map(linear) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** 1 (the same) to 21 (black on white); both colours as "#rrggbb". */
export function contrastRatio(one: string, other: string): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}

/** The lightness of a colour in OKLCH, 0–1 (https://www.w3.org/TR/css-color-4/#color-conversion-code). */
function lightness(colour: string): number {
  const [red, green, blue] = channels(colour).map(linear) as [number, number, number]
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  return 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short
}

/** Black or white, whichever the launcher's stylesheet takes for words on this colour. */
export function oppositeOf(colour: string): "#000000" | "#ffffff" {
  return lightness(colour) < 0.6 ? "#ffffff" : "#000000"
}
