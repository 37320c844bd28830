/**
 * Numbers of runs that were made in pairs, one after the other, so that what troubles the machine troubles both.
 */

/** The middle value; the mean of the two middle ones of an even number. Throws on none. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  if (upper === undefined || lower === undefined) throw new Error("there is no median of nothing")
  return (lower + upper) / 2
}

/** The smallest of the values that at least `share` (0 to 1) of them do not exceed (nearest rank). Throws on none. */
export function nearestRank(values: number[], share: number): number {
  const found = values.toSorted((a, b) => a - b)[Math.max(1, Math.ceil(values.length * share)) - 1]
  if (found === undefined) throw new Error("there is no quantile of nothing")
  return found
}

export type Interval = { low: number; high: number; confidence: number }

/**
 * The interval of the sign test for the median of a population: from the k-th smallest to the k-th largest value, where k
 * is the largest with a chance of at least `wanted`. The chance is exact whatever the distribution:
 * 1 − 2 · Σ_{i<k} C(n, i) / 2ⁿ (W. J. Conover, Practical Nonparametric Statistics, 3rd ed., §3.2, "confidence interval for a
 * quantile", with p = 1/2). Nine values: the second smallest to the second largest, 96.1 %. When even the whole range has a
 * smaller chance (fewer than six values for 95 %), that range and its chance are returned.
 */
export function medianInterval(values: number[], wanted = 0.95): Interval {
  const sorted = values.toSorted((a, b) => a - b)
  let rank = 1
  while (2 * (rank + 1) <= sorted.length && chanceWithin(sorted.length, rank + 1) >= wanted) rank += 1
  const low = sorted[rank - 1]
  const high = sorted[sorted.length - rank]
  if (low === undefined || high === undefined) throw new Error("there is no interval of nothing")
  return { low, high, confidence: chanceWithin(sorted.length, rank) }
}

/** The chance that the median lies between the `rank`-th smallest and the `rank`-th largest of `count` values. */
function chanceWithin(count: number, rank: number): number {
  let below = 0
  let choose = 1
  for (let index = 0; index < rank; index += 1) {
    below += choose
    choose = (choose * (count - index)) / (index + 1)
  }
  return 1 - 2 * (below / 2 ** count)
}

/** How far an interval is from a value: 0 when it contains it. */
export function distanceFrom({ low, high }: Interval, value: number): number {
  return Math.max(0, low - value, value - high)
}
