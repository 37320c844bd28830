import type { ProgrammeRules, TierLevel } from "../programme-rules.ts"

/** One difference between two programmes; its words are the text `programme.changes.<code>`. */
export type ProgrammeChange =
  | { code: "first_version" }
  | { code: "rate_added" | "rate_removed"; currency: string; rate: Rate }
  | { code: "rate_changed"; currency: string; from: Rate; to: Rate }
  | { code: "setting_changed"; setting: Setting; from: SettingValue; to: SettingValue }
  | { code: "level_added" | "level_removed"; level: TierLevel; measure: Measure }
  | { code: "level_changed"; from: TierLevel; to: TierLevel; measure: Measure }

export type Rate = { points: number; perMinor: number }
type Measure = ProgrammeRules["tiers"]["measure"]

/** A switch, a number, one of a closed list, or names joined by ", ". */
export type SettingValue = boolean | number | string

const SETTINGS = {
  rounding: (rules) => rules.rounding,
  taxes: (rules) => rules.basis.taxes,
  shipping: (rules) => rules.basis.shipping,
  duties: (rules) => rules.basis.duties,
  giftCardPayments: (rules) => rules.basis.giftCardPayments,
  online: (rules) => rules.orders.online,
  pos: (rules) => rules.orders.pos,
  draft: (rules) => rules.orders.draft,
  partiallyPaid: (rules) => rules.orders.partiallyPaid,
  countsFrom: (rules) => rules.orders.cashOnDelivery.countsFrom,
  gateways: (rules) => rules.orders.cashOnDelivery.gateways.join(", "),
  pendingFrom: (rules) => rules.pending.from,
  pendingDays: (rules) => rules.pending.days,
  who: (rules) => rules.members.who,
  retroWindowDays: (rules) => rules.members.retroWindowDays,
  askBirthday: (rules) => rules.members.ask.birthday,
  askName: (rules) => rules.members.ask.name,
  historyPoints: (rules) => rules.history.points,
  historySinceDays: (rules) => rules.history.sinceDays,
  measure: (rules) => rules.tiers.measure,
  window: (rules) => rules.tiers.window,
  excludedCustomerTags: (rules) => rules.exclusions.customerTags.join(", "),
  excludedCompanies: (rules) => rules.exclusions.companies,
  excludedProductTags: (rules) => rules.exclusions.productTags.join(", "),
  excludedProductTypes: (rules) => rules.exclusions.productTypes.join(", "),
  excludedProducts: (rules) => rules.exclusions.products.map((gid) => gid.slice(gid.lastIndexOf("/") + 1)).join(", "),
  excludedSalePrice: (rules) => rules.exclusions.salePrice,
  maxPoints: (rules) => rules.goodwill.maxPoints,
} as const satisfies Record<string, (rules: ProgrammeRules) => SettingValue>

export type Setting = keyof typeof SETTINGS

/** What publishing `to` would change for orders placed from then on; `from` null: nothing was published yet. */
export function programmeChanges(from: ProgrammeRules | null, to: ProgrammeRules): ProgrammeChange[] {
  if (!from) return [{ code: "first_version" }]
  return [...rateChanges(from.rates, to.rates), ...settingChanges(from, to), ...levelChanges(from, to)]
}

function settingChanges(from: ProgrammeRules, to: ProgrammeRules): ProgrammeChange[] {
  return (Object.keys(SETTINGS) as Setting[]).flatMap((setting) => {
    const [before, after] = [SETTINGS[setting](from), SETTINGS[setting](to)]
    return before === after ? [] : [{ code: "setting_changed", setting, from: before, to: after }]
  })
}

function rateChanges(from: ProgrammeRules["rates"], to: ProgrammeRules["rates"]): ProgrammeChange[] {
  const currencies = [...new Set([...Object.keys(from), ...Object.keys(to)])]
  return currencies.flatMap((currency): ProgrammeChange[] => {
    const before = from[currency]
    const after = to[currency]
    if (after && !before) return [{ code: "rate_added", currency, rate: after }]
    if (before && !after) return [{ code: "rate_removed", currency, rate: before }]
    if (!before || !after) return []
    const same = before.points === after.points && before.perMinor === after.perMinor
    return same ? [] : [{ code: "rate_changed", currency, from: before, to: after }]
  })
}

function levelChanges({ tiers: from }: ProgrammeRules, { tiers: to }: ProgrammeRules): ProgrammeChange[] {
  const before = new Map(from.levels.map((level) => [level.id, level]))
  const kept = new Set(to.levels.map((level) => level.id))
  return [
    ...to.levels.flatMap((level): ProgrammeChange[] => {
      const known = before.get(level.id)
      if (!known) return [{ code: "level_added", level, measure: to.measure }]
      return isSame(known, level) ? [] : [{ code: "level_changed", from: known, to: level, measure: to.measure }]
    }),
    ...from.levels
      .filter((level) => !kept.has(level.id))
      .map((level) => ({ code: "level_removed" as const, level, measure: from.measure })),
  ]
}

function isSame(a: TierLevel, b: TierLevel): boolean {
  const [one, other] = [a.multiplier, b.multiplier]
  const sameMultiplier = one.numerator * other.denominator === other.numerator * one.denominator
  return a.name === b.name && a.threshold === b.threshold && sameMultiplier
}
