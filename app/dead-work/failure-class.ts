/**
 * What kind of trouble an error's words tell of; each class has its explanation and its advice in work.json. The words are
 * our own (app/shopify, app/records) or the database's, so they can be told apart.
 */
export type FailureClass =
  | "permission"
  | "inactive"
  | "throttled"
  | "unreachable"
  | "not_shown"
  | "refused"
  | "unclear"
  | "order_missing"
  | "unreadable"
  | "database"
  | "ours"

const SIGNS: [RegExp, FailureClass][] = [
  [/has not given the app access|access denied|\[forbidden\]/i, "permission"],
  [/the shop is not active|SHOP_INACTIVE/, "inactive"],
  [/throttled|too many requests/i, "throttled"],
  [/no answer \(|answered 5\d\d|the answer was cut off|did not refresh the token|fetch failed/, "unreachable"],
  [/Shopify does not show|Shopify answered with older facts/, "not_shown"],
  [/^Shopify refused/, "refused"],
  [/^several amounts in the account fit/, "unclear"],
  [/^the code was used, but its order is not known/, "order_missing"],
  [/^unreadable|does not say (what|which)/, "unreadable"],
  [
    /Connection terminated|connection error|timeout exceeded when trying to connect|\b(ECONN\w+|EPIPE|ETIMEDOUT)\b|\[(08|40|53|57P)\w+/,
    "database",
  ],
]

/** The class of an error's words; "ours" when nothing outside explains it. */
export function classifyFailure(error: string): FailureClass {
  return SIGNS.find(([sign]) => sign.test(error))?.[1] ?? "ours"
}
