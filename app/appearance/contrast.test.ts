import { describe, expect, it } from "vitest"
import { contrastRatio, oppositeOf } from "./contrast.ts"

describe("contrast", () => {
  // Computed by hand from the definition: L = 0.2126 R + 0.7152 G + 0.0722 B of the linear parts, (L1 + 0.05) / (L2 + 0.05).
  it.each([
    ["#000000", "#ffffff", 21], // (1 + 0.05) / 0.05
    ["#ffffff", "#ffffff", 1],
    ["#ff0000", "#ffffff", 3.998], // 1.05 / (0.2126 + 0.05)
    ["#00ff00", "#000000", 15.304], // (0.7152 + 0.05) / 0.05
    ["#0000ff", "#ffffff", 8.592], // 1.05 / (0.0722 + 0.05)
    ["#777777", "#ffffff", 4.478], // 119/255 → linear 0.18447; 1.05 / 0.23447: just below AA
    ["#767676", "#ffffff", 4.542], // 118/255 → linear 0.18116; 1.05 / 0.23116: just above AA
    ["#0a0a0a", "#000000", 1.061], // 10/255 is below the bend: 0.03922 / 12.92 = 0.0030353
  ])("of %s on %s is %f", (one, other, ratio) => {
    expect(contrastRatio(one, other)).toBeCloseTo(ratio, 2)
    expect(contrastRatio(other, one)).toBe(contrastRatio(one, other))
  })

  it.each([
    ["#ffffff", "#000000"],
    ["#000000", "#ffffff"],
    ["#ffe066", "#000000"],
    ["#0b6e4f", "#ffffff"],
    ["#14161a", "#ffffff"],
  ])("words without a colour of their own can be read on %s: they are %s", (colour, words) => {
    expect(oppositeOf(colour)).toBe(words)
  })
})
