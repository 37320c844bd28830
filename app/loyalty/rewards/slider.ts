import type { RewardGives, Slider } from "./reward.ts"

/** A slider's choices: from its least, step by step, up to its most. Every choice is worth whole minor units. */

/** Whether these points are one of the slider's choices. */
export function isChoice(slider: Slider, points: number): boolean {
  const { minPoints, stepPoints, maxPoints } = slider
  return points >= minPoints && points <= maxPoints && (points - minPoints) % stepPoints === 0
}

/** The dearest choice that costs no more than `points`, or null when even the least does. */
export function sliderPoints(slider: Slider, points: number): number | null {
  const { minPoints, stepPoints, maxPoints } = slider
  if (points < minPoints) return null
  const steps = Math.floor((Math.min(points, maxPoints) - minPoints) / stepPoints)
  return minPoints + steps * stepPoints
}

/** What a choice is worth, in minor units; exact, as the terms allow no other steps. */
export function sliderValue(slider: Slider, points: number): number {
  if (!isChoice(slider, points)) throw new Error(`${points} points are no choice of this slider`)
  return Number((BigInt(points) * BigInt(slider.unitMinor)) / BigInt(slider.unitPoints))
}

/** What a reward costs at least, in points. */
export function leastPoints(given: RewardGives): number {
  return given.kind === "amount_off_slider" ? given.minPoints : given.points
}

/** What it is worth in minor units when `points` are paid for it; null: not in money. */
export function worthMinor(given: RewardGives, points: number): number | null {
  switch (given.kind) {
    case "amount_off_slider":
      return sliderValue(given, points)
    case "amount_off":
    case "store_credit":
    case "gift_card":
      return given.amountMinor
    case "free_product":
      return given.valueMinor
    default:
      return null
  }
}
