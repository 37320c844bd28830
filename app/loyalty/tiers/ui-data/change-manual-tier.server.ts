import { endOfDayIn } from "#app/lib/zone-days.ts"
import { giveTier, type ManualOutcome } from "../manual-tiers.server.ts"

type Given = { tier: string; until: string; exact: string; reason: string; key: string }

/** A tier as the form gives it: the day named is still within it, by the shop's calendar. */
export function giveTierByForm(
  { shop, staff, timezone, at }: { shop: string; staff: string; timezone: string; at: Date },
  customerId: string,
  { tier, until, exact, reason, key }: Given,
): Promise<ManualOutcome> {
  const untilAt = endOfDayIn(until, timezone)
  return giveTier(shop, { customerId, tierId: tier, exact: exact === "on", untilAt, reason, staff, key, at })
}
