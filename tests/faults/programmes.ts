import { defaultProgrammeRules, type ProgrammeRules } from "#app/loyalty/programme/programme-rules.ts"
import { type Random, seededRandom } from "#simulator/scenario/random.ts"

const COURIERS = ["cash on delivery (cod)"]

/**
 * The two programmes that the shop of a seed publishes, one after the other. Odd seeds multiply nothing by tier, so that
 * not one point depends on what was known when; even ones do.
 */
export function programmesOf(seed: number): [ProgrammeRules, ProgrammeRules] {
  const random = seededRandom(seed ^ 0x5eed)
  const who = random.chance(0.7) ? "joined" : "everyone"
  return [inventRules(random, seed, who), inventRules(random, seed, who)]
}

function inventRules(random: Random, seed: number, who: "joined" | "everyone"): ProgrammeRules {
  const usual = defaultProgrammeRules("EUR", 100)
  const measure = random.pick(["spend", "spend", "points", "orders"] as const)
  const isKeptByLess = random.chance(0.5)
  const levels = usual.tiers.levels.map((level, index) => ({
    ...level,
    ...(measure === "orders" ? { threshold: index * 2 + 1 } : {}),
    ...(isKeptByLess ? { keep: measure === "orders" ? index + 1 : level.threshold / 2 } : {}),
    ...(seed % 2 === 1 ? { multiplier: { numerator: 1, denominator: 1 } } : {}),
  }))
  return {
    ...usual,
    rates: { EUR: { points: random.pick([1, 2, 7]), perMinor: random.pick([100, 100, 33]) } },
    rounding: random.pick(["floor", "half_up", "ceiling"] as const),
    basis: {
      taxes: random.chance(0.6),
      shipping: random.chance(0.4),
      duties: false,
      giftCardPayments: random.chance(0.6),
    },
    orders: {
      online: true,
      pos: random.chance(0.7),
      draft: random.chance(0.5),
      partiallyPaid: random.chance(0.3),
      cashOnDelivery: { gateways: COURIERS, countsFrom: random.pick(["payment", "delivery"] as const) },
    },
    members: { ...usual.members, who },
    pending: { from: random.pick(["payment", "fulfilment"] as const), days: random.pick([0, 7, 14, 30]) },
    tiers: {
      ...usual.tiers,
      measure,
      window: random.pick(["lifetime", "calendar_year", "rolling_12_months", "look_back"] as const),
      lookBack: { unit: "days", count: random.pick([45, 200]) },
      currency: "EUR",
      levels,
    },
  }
}
