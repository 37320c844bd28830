import type { AwardKind } from "../awards/award-kinds.ts"
import type { LedgerCode } from "../ledger/codes.ts"

/**
 * What counts as activity of a member: an order that earned, a reward redeemed, something they did that the programme
 * awards. Gifts of the programme, what staff or an import gave, refunds, releases and merges are no deeds of theirs.
 */
const ACTIVITY_CODES = ["order_earned", "redeemed", "awarded"] as const satisfies LedgerCode[]
const GIFTS = ["birthday", "name_day", "member_anniversary", "surprise", "tier_entry"] as const satisfies AwardKind[]

type Deed = { code: LedgerCode; basis: { [name: string]: unknown }; eventAt: Date }

/** When an entry shows its member to have been active, or null. A merge brings along when the other account last was. */
export function activityOf({ code, basis, eventAt }: Deed): Date | null {
  if (code === "merged_in") return typeof basis.active === "string" ? new Date(basis.active) : null
  if (!ACTIVITY_CODES.some((one) => one === code)) return null
  return code === "awarded" && GIFTS.some((gift) => gift === basis.kind) ? null : eventAt
}

const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`).join(", ")

/** The same in SQL: when the entry `e` shows its member to have been active, or null. */
export const ACTIVITY_SQL = `CASE
  WHEN e."code" = 'merged_in' THEN (e."basis" ->> 'active')::timestamptz
  WHEN e."code" IN (${quoted(ACTIVITY_CODES)})
    AND NOT (e."code" = 'awarded' AND coalesce(e."basis" ->> 'kind', '') IN (${quoted(GIFTS)})) THEN e."eventAt" END`
