import { expect, test } from "vitest"
import { nextNight } from "./next-night.ts"

const nights: [string, string, string][] = [
  ["by day", "2026-03-10T12:00:00Z", "Europe/Sofia"],
  ["just after midnight", "2026-03-09T22:30:00Z", "Europe/Sofia"],
  ["the night in which clocks go forward", "2026-03-28T20:00:00Z", "Europe/Sofia"],
  ["across the ocean", "2026-03-10T12:00:00Z", "America/Los_Angeles"],
]

test.each(nights)("%s the next night is between three and five there, within a day", (_when, now, timezone) => {
  const next = nextNight(new Date(now), timezone, "kafe.myshopify.com")
  const hour = Number(new Intl.DateTimeFormat("en-GB", { timeZone: timezone, hour: "2-digit" }).format(next))
  expect([3, 4]).toContain(hour)
  const hoursAhead = (next.getTime() - Date.parse(now)) / 3_600_000
  expect(hoursAhead).toBeGreaterThan(0)
  expect(hoursAhead).toBeLessThanOrEqual(25)
})

test("shops of one zone are spread over the night", () => {
  const minutes = Array.from({ length: 50 }, (_, index) => {
    return nextNight(new Date("2026-03-10T12:00:00Z"), "UTC", `shop-${index}.myshopify.com`).toISOString()
  })
  expect(new Set(minutes).size).toBeGreaterThan(20)
})
