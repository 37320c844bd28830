import { describe, expect, test } from "vitest"
import type { OpenLot } from "../ledger/posting.ts"
import { termsOf } from "./expires-at.ts"
import { planExpiry } from "./plan-expiry.ts"
import type { Rest } from "./spending-rest.ts"

const ZONE = "Europe/Sofia"
const at = (text: string) => new Date(`${text}Z`)
/** Midnight in Sofia in winter. */
const midnight = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - 2 * 3_600_000)

const lot = (version: number, left: number, earned: string): OpenLot => {
  const earnedAt = at(`${earned}T10:00`)
  return { version, left, earnedAt, creditedAt: earnedAt }
}

const RULE = { kind: "lot", months: 12, zone: ZONE, version: 1, publishedAt: at("2020-01-01T00:00") } as const
const plan = (lots: OpenLot[], when: Date, rests: Rest[] = []) =>
  planExpiry(lots, { outlook: { terms: termsOf([RULE]), lastActivity: null }, rests, zone: ZONE, at: when })

const LOTS = [lot(3, 30, "2025-01-20"), lot(1, 10, "2025-01-10"), lot(2, 20, "2025-01-10")]

describe("what becomes of an account's lots", () => {
  test("what has expired goes in drawing order; the rest is warned of", () => {
    const { expired, warnings, lookAt } = plan(LOTS, midnight("2026-01-11"))
    expect(expired.map(({ lot }) => lot.version)).toEqual([1, 2])
    expect(warnings).toEqual([{ expiresAt: midnight("2026-01-21"), points: 30, daysBefore: 30 }])
    expect(lookAt).toEqual(midnight("2026-01-14"))
  })

  test.each([
    ["31 days before: nothing yet", "2025-12-11", [], "2025-12-12"],
    ["30 days before", "2025-12-12", [30], "2025-12-22"],
    ["a week before", "2026-01-04", [7, 30], "2026-01-10"],
    ["a day before", "2026-01-10", [1, 30], "2026-01-11"],
  ] as [string, string, number[], string][])("%s", (_name, day, warned, look) => {
    const { expired, warnings, lookAt } = plan(LOTS, midnight(day))
    expect(expired).toEqual([])
    expect(warnings.map(({ daysBefore }) => daysBefore)).toEqual(warned)
    expect(lookAt).toEqual(midnight(look))
  })

  test("without lots, or a rule, there is nothing to look for", () => {
    expect(plan([], midnight("2026-01-11"))).toEqual({ expired: [], warnings: [], lookAt: null })
  })

  test("while spending rests nothing expires, nor for thirty days after it", () => {
    const open = { fromAt: at("2026-01-05T12:00"), toAt: null }
    expect(plan(LOTS, midnight("2026-03-01"), [open])).toEqual({ expired: [], warnings: [], lookAt: null })
    const ended = { ...open, toAt: at("2026-01-15T12:00") }
    const { expired, warnings } = plan(LOTS, midnight("2026-01-22"), [ended])
    expect(expired).toEqual([])
    expect(warnings).toEqual([{ expiresAt: midnight("2026-02-15"), points: 60, daysBefore: 30 }])
    expect(plan(LOTS, midnight("2026-02-15"), [ended]).expired.map(({ lot }) => lot.version)).toEqual([1, 2, 3])
  })
})
