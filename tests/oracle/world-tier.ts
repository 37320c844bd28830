import type { ProgrammeRules } from "#app/loyalty/programme/programme-rules.ts"

/** The oracle's tiers: sums of orders in a window told by the shop's wall clock, as the platform's own calendar shows it. */

export type Counted = { placedAt: number; spend: number; points: number }

export type OracleTier = {
  id: string | null
  name: string | null
  next: { id: string; name: string; missing: number } | null
}

export function tierAt(orders: Counted[], rules: ProgrammeRules["tiers"], timezone: string, now: number): OracleTier {
  const begun = orders.filter((order) => order.placedAt <= now)
  const amount = (order: Counted) => (rules.measure === "points" ? order.points : order.spend)
  const sum = (some: Counted[]) => some.reduce((total, order) => total + amount(order), 0)
  const year = (moment: number) => Number(wallClock(moment, timezone).slice(0, 4))
  const ofYear = (wanted: number) => sum(begun.filter((order) => year(order.placedAt) === wanted))
  const aYearAgo = `${year(now) - 1}${wallClock(now, timezone).slice(4)}`
  const [reached, running] = {
    lifetime: () => [sum(begun), sum(begun)],
    calendar_year: () => [Math.max(ofYear(year(now)), ofYear(year(now) - 1)), ofYear(year(now))],
    rolling_12_months: () => {
      const recent = sum(begun.filter((order) => wallClock(order.placedAt, timezone) > aYearAgo))
      return [recent, recent]
    },
  }[rules.window]() as [number, number]
  const held = rules.levels.filter((level) => level.threshold <= reached)
  const next = rules.levels[held.length]
  return {
    id: held.at(-1)?.id ?? null,
    name: held.at(-1)?.name ?? null,
    next: next ? { id: next.id, name: next.name, missing: next.threshold - running } : null,
  }
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** "2026-03-01 10:00:00.123" on the shop's wall: sorts as time passes (but for the repeated hour of autumn). */
function wallClock(moment: number, timezone: string): string {
  const clock =
    clocks.get(timezone) ??
    new Intl.DateTimeFormat("sv-SE", {
      timeZone: timezone,
      dateStyle: "short",
      timeStyle: "medium",
      hourCycle: "h23",
    })
  clocks.set(timezone, clock)
  return `${clock.format(moment)}.${String(moment % 1000).padStart(3, "0")}`
}
