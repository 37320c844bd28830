import { expect, test } from "vitest"
import { aboutOneEuro } from "./round-sums.ts"

test.each([
  ["EUR", 100],
  ["USD", 100],
  ["GBP", 100],
  ["BGN", 200],
  ["PLN", 500],
  ["CZK", 2000],
  ["HUF", 50_000],
  ["RUB", 10_000],
  ["JPY", 100],
  ["KRW", 2000],
  ["VND", 20_000],
  ["TND", 5000],
  ["KWD", 500],
])("one euro is about a round sum of %s: %i minor units", (currency, minor) => {
  expect(aboutOneEuro(currency)).toBe(minor)
})
