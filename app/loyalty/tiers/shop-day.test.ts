import { expect, test } from "vitest"
import { addShopMonths, shopYearOf, startOfShopDay, startOfShopYear } from "./shop-day.ts"

const SOFIA = "Europe/Sofia"
const at = (iso: string) => new Date(iso)

test.each([
  ["in winter, two hours before UTC's", "2026-01-10T09:00:00Z", SOFIA, "2026-01-09T22:00:00.000Z"],
  ["in summer, three hours before UTC's", "2026-07-10T09:00:00Z", SOFIA, "2026-07-09T21:00:00.000Z"],
  ["at midnight itself", "2026-07-09T21:00:00Z", SOFIA, "2026-07-09T21:00:00.000Z"],
  ["a millisecond before midnight", "2026-07-09T20:59:59.999Z", SOFIA, "2026-07-08T21:00:00.000Z"],
  ["on the 23-hour day, after the jump", "2026-03-29T12:00:00Z", SOFIA, "2026-03-28T22:00:00.000Z"],
  ["on the 25-hour day, in its repeated hour", "2026-10-25T01:30:00Z", SOFIA, "2026-10-24T21:00:00.000Z"],
  ["far west of UTC", "2026-01-01T05:00:00Z", "America/Los_Angeles", "2025-12-31T08:00:00.000Z"],
  [
    "where summer time skips midnight, the day begins at one",
    "2026-03-08T12:00:00Z",
    "America/Havana",
    "2026-03-08T05:00:00.000Z",
  ],
])("the shop's day begins: %s", (_, moment, timezone, expected) => {
  expect(startOfShopDay(at(moment), timezone).toISOString()).toBe(expected)
})

test("the shop's year begins at its own midnight", () => {
  expect(startOfShopYear(2026, SOFIA).toISOString()).toBe("2025-12-31T22:00:00.000Z")
  expect(shopYearOf(at("2025-12-31T21:59:59.999Z"), SOFIA)).toBe(2025)
  expect(shopYearOf(at("2025-12-31T22:00:00Z"), SOFIA)).toBe(2026)
})

test.each([
  ["a plain day", "2025-05-10T09:30:00Z", "2026-05-10T09:30:00.000Z"],
  ["from 29 February to 28 February", "2024-02-29T10:00:00Z", "2025-02-28T10:00:00.000Z"],
  ["from summer time into winter time, the wall clock stays", "2024-10-26T20:30:00Z", "2025-10-26T21:30:00.000Z"],
])("twelve months later in the shop: %s", (_, moment, expected) => {
  expect(addShopMonths(at(moment), 12, SOFIA).toISOString()).toBe(expected)
})
