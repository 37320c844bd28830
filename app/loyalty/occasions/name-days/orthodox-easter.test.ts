import { expect, test } from "vitest"
import { orthodoxEaster } from "./orthodox-easter.ts"

test.each([
  "2024-05-05",
  "2025-04-20",
  "2026-04-12",
  "2027-05-02",
  "2028-04-16",
  "2029-04-08",
  "2030-04-28",
  "2031-04-13",
  "2032-05-02",
  "2033-04-24",
  "2034-04-09",
  "2035-04-29",
  // Beyond the years in which the calendars lie thirteen days apart.
  "1899-04-30",
  "2100-05-02",
])("Orthodox Easter is on %s", (day) => {
  expect(orthodoxEaster(Number(day.slice(0, 4)))).toBe(day)
})

test("it is a Sunday, never before 3 April nor after 10 May in our two centuries", () => {
  for (let year = 1900; year < 2100; year += 1) {
    const day = orthodoxEaster(year)
    expect(new Date(`${day}T00:00:00Z`).getUTCDay(), day).toBe(0)
    expect(day.slice(5) >= "04-04" && day.slice(5) <= "05-08", day).toBe(true)
  }
})
