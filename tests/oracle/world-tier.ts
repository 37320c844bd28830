import type { ProgrammeRules } from "#app/loyalty/programme/programme-rules.ts"

/**
 * The oracle's tiers, lived through from the first order on: sums of orders in a window told by the shop's wall clock, as
 * the platform's own calendar shows it.
 */

/** `lowered`: what the order counted for before each time a part of it was given back, oldest first. */
export type Counted = {
  placedAt: number
  spend: number
  points: number
  lowered?: { at: number; spend: number; points: number }[]
}

export type OracleTier = {
  id: string | null
  name: string | null
  next: { id: string; name: string; missing: number } | null
}

type Tiers = ProgrammeRules["tiers"]
type Level = Tiers["levels"][number]
const _DAY = 86_400_000

export function tierAt(orders: Counted[], rules: Tiers, timezone: string, now: number): OracleTier {
  const world = { orders, rules, timezone }
  const held = rules.levels[levelHeld(world, now)]
  const next = rules.levels[held ? rules.levels.indexOf(held) + 1 : 0]
  return {
    id: held?.id ?? null,
    name: held?.name ?? null,
    next: next ? { id: next.id, name: next.name, missing: next.threshold - counts(world, now, now)[1] } : null,
  }
}

type World = { orders: Counted[]; rules: Tiers; timezone: string }

/** What counts at `now` as orders stood at `known`: what decides, and what the running period has. */
function counts({ orders, rules, timezone }: World, now: number, known: number): [number, number] {
  const sum = (some: Counted[]) => some.reduce((total, order) => total + amountOf(order, rules, known), 0)
  const begun = orders.filter((order) => order.placedAt <= now)
  if (rules.window === "lifetime") return [sum(begun), sum(begun)]
  if (rules.window === "calendar_year") {
    const year = (moment: number) => Number(wallClock(moment, timezone).slice(0, 4))
    const ofYear = (wanted: number) => sum(begun.filter((order) => year(order.placedAt) === wanted))
    return [Math.max(ofYear(year(now)), ofYear(year(now) - 1)), ofYear(year(now))]
  }
  const clock = wallClock(now, timezone)
  const recent = sum(begun.filter((order) => later(wallClock(order.placedAt, timezone), rules) > clock))
  return [recent, recent]
}

function amountOf(order: Counted, rules: Tiers, known: number): number {
  const { spend, points } = (order.lowered ?? []).find((change) => change.at > known) ?? order
  if (rules.measure === "points") return points
  return rules.measure === "orders" ? Number(spend > 0) : spend
}

const keepOf = (level: Level) => level.keep ?? level.threshold

/** The index of the level that is held, -1 for none: every moment at which something may change is lived through. */
function levelHeld(world: World, now: number): number {
  const { rules, orders, timezone } = world
  const { levels } = rules
  let [held, below, free] = [-1, null as number | null, null as string | null]
  let refunded = false
  const placed = orders.map((order) => order.placedAt).filter((moment) => moment <= now)
  if (placed.length === 0) return -1
  for (const moment of momentsOf(world, Math.min(...placed), now)) {
    for (;;) {
      const [measure] = counts(world, moment, now)
      const reached = levels.filter((level) => level.threshold <= measure).length - 1
      if (reached > held) [held, below, free, refunded] = [reached, null, null, false]
      const level = levels[held]
      if (!level || measure >= keepOf(level)) {
        ;[below, refunded] = [null, false]
        break
      }
      if (below === null) {
        below = moment
        refunded = counts(world, moment, moment)[0] >= keepOf(level)
      }
      const clock = wallClock(moment, timezone)
      const graceOver = clock >= shifted(wallClock(below, timezone), rules.graceDays, 0)
      if (!refunded && (!graceOver || (free !== null && clock < free))) break
      const byStep = rules.stepDown === "one_step" && !refunded
      const kept = levels.filter((lower, index) => index < held && keepOf(lower) <= measure)
      held = byStep ? held - 1 : levels.indexOf(kept.at(-1) as Level)
      ;[below, refunded] = [null, false]
      free = byStep ? periodFrom(clock, rules) : null
    }
  }
  return held
}

/**
 * Every moment until `now` at which anything may change: orders come and leave, years begin; from each of these the days of
 * grace, and after them as many periods as there are levels.
 */
function momentsOf({ orders, rules, timezone }: World, from: number, now: number): number[] {
  const at = (clock: string) => momentOf(clock, timezone)
  const clockOf = (moment: number) => wallClock(moment, timezone)
  const moments = new Set([...orders.map((order) => order.placedAt), now])
  if (rules.window === "calendar_year")
    for (let year = Number(clockOf(from).slice(0, 4)); year <= Number(clockOf(now).slice(0, 4)); year += 1)
      moments.add(at(`${year}-01-01 00:00:00.000`))
  else if (rules.window !== "lifetime")
    for (const { placedAt } of orders) moments.add(at(later(clockOf(placedAt), rules)))
  for (const moment of [...moments]) {
    let clock = shifted(clockOf(moment), rules.graceDays, 0)
    for (const _ of rules.levels) {
      moments.add(at(clock))
      if (rules.window !== "lifetime") clock = periodFrom(clock, rules)
      moments.add(at(clock))
      moments.add(at(shifted(clock, rules.graceDays, 0)))
    }
  }
  return [...moments].filter((moment) => moment >= from && moment <= now).sort((a, b) => a - b)
}

/** The moment of a wall clock: tried with the zone's two usual distances. */
function momentOf(clock: string, timezone: string): number {
  const asUtc = Date.parse(`${clock.replace(" ", "T")}Z`)
  const distance = (at: number) => Date.parse(`${wallClock(at, timezone).replace(" ", "T")}Z`) - at
  const guess = asUtc - distance(asUtc)
  return asUtc - distance(guess)
}

const periodFrom = (clock: string, rules: Tiers): string =>
  rules.window === "calendar_year" ? `${Number(clock.slice(0, 4)) + 1}-01-01 00:00:00.000` : later(clock, rules)

/** When what was placed at `clock` leaves a rolling window. */
function later(clock: string, { window, lookBack }: Tiers): string {
  if (window === "rolling_12_months") return shifted(clock, 0, 12)
  return lookBack.unit === "days" ? shifted(clock, lookBack.count, 0) : shifted(clock, 0, lookBack.count)
}

/** The same time of day so many days and months later; a day that the month lacks is its last. */
function shifted(clock: string, days: number, months: number): string {
  const [year, month, day] = clock.slice(0, 10).split("-").map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  const moved = new Date(Date.UTC(year, month - 1 + months, Math.min(day, months === 0 ? day : last) + days))
  return `${moved.toISOString().slice(0, 10)}${clock.slice(10)}`
}

const clocks = new Map<string, Intl.DateTimeFormat>()
const told = new Map<string, string>()

/** "2026-03-01 10:00:00.123" on the shop's wall: sorts as time passes (but for the repeated hour of autumn). */
function wallClock(moment: number, timezone: string): string {
  const key = `${timezone} ${moment}`
  const known = told.get(key)
  if (known) return known
  const clock =
    clocks.get(timezone) ??
    new Intl.DateTimeFormat("sv-SE", {
      timeZone: timezone,
      dateStyle: "short",
      timeStyle: "medium",
      hourCycle: "h23",
    })
  clocks.set(timezone, clock)
  const words = `${clock.format(moment)}.${String(moment % 1000).padStart(3, "0")}`
  told.set(key, words)
  return words
}
