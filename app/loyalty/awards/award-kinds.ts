/** What the programme gives points for beside orders: a closed list, each with its words `statement:awarded_<kind>`. */
export const AWARD_KINDS = [
  "birthday",
  "name_day",
  "member_anniversary",
  "surprise",
  "tier_entry",
  "sign_up",
  "newsletter",
  "order_goal",
  "share",
  "event",
  "custom",
  "referral",
  "stamp_card",
  "review",
  "survey",
] as const

export type AwardKind = (typeof AWARD_KINDS)[number]
