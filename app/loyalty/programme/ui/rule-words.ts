import { writeRatio } from "#app/lib/decimal-text.ts"
import type { Text } from "#app/ui/text.tsx"
import type { EarningRule } from "../../rules/earning-rules.ts"
import { choosesProducts } from "../../rules/match-rules.ts"
import { partsOf } from "../../rules/rule-kinds.ts"

/** A rule for orders as a merchant would say it; `levels`: names of tiers by id. */
export function ruleWords(rule: EarningRule, levels: Map<string, string>, text: Text): string {
  return [
    giftWords(rule, text),
    ...productWords(rule, text),
    ...goalWords(rule, text),
    ...windowWords(rule, text),
    ...conditionWords(rule, levels, text),
    ...capWords(rule, text),
  ].join(", ")
}

function giftWords({ kind, times, points }: EarningRule, { t, decimal }: Text): string {
  const { gives } = partsOf(kind)
  if (gives !== "times") return t(`earning:words.${gives}`, { count: points })
  const ratio = writeRatio(times)
  return t("earning:words.times", { times: ratio.includes("/") ? ratio : decimal(ratio) })
}

function productWords(rule: EarningRule, { t }: Text): string[] {
  const { by, values } = rule.products
  if (!choosesProducts(rule) || by === "all") return []
  if (by === "products" || by === "collections") return [t(`earning:words.${by}`, { count: values.length })]
  return [t(`earning:words.${by}`, { list: values.join(", ") })]
}

function goalWords({ kind, goal }: EarningRule, { t }: Text): string[] {
  switch (partsOf(kind).goal) {
    case "first":
      return [t("earning:words.first")]
    case "nth":
      return [t(goal.repeats ? "earning:words.everyNth" : "earning:words.nth", { nth: String(goal.nth) })]
    case null:
      return []
  }
}

function windowWords({ window }: EarningRule, { t, day }: Text): string[] {
  const { from, to, weekdays, hours, birthdayMonth } = window
  const days = weekdays.map((day) => t(`earning:weekdays.${day as 1 | 2 | 3 | 4 | 5 | 6 | 7}`)).join(", ")
  const onTheWall = (local: string) => `${day(local.slice(0, 10))}, ${local.slice(11)}`
  return [
    ...(from ? [t("earning:words.from", { from: onTheWall(from) })] : []),
    ...(to ? [t("earning:words.to", { to: onTheWall(to) })] : []),
    ...(days ? [t("earning:words.days", { list: days })] : []),
    ...(hours ? [t("earning:words.hours", hours)] : []),
    ...(birthdayMonth ? [t("earning:words.birthday")] : []),
  ]
}

function conditionWords({ conditions }: EarningRule, levels: Map<string, string>, { t, money }: Text): string[] {
  const { minimum, currencies, channels, customerTags, tiers, firstOrder } = conditions
  const list = (words: string[]) => words.join(", ")
  return [
    ...(minimum ? [t("earning:words.minimum", { amount: money(minimum.minor, minimum.currency) })] : []),
    ...(currencies.length > 0 ? [t("earning:words.currencies", { list: list(currencies) })] : []),
    ...(channels.length > 0
      ? [t("earning:words.channels", { list: list(channels.map((one) => t(`earning:channels.${one}`))) })]
      : []),
    ...(customerTags.length > 0 ? [t("earning:words.customerTags", { list: list(customerTags) })] : []),
    ...(tiers.length > 0 ? [t("earning:words.tiers", { list: list(tiers.map((id) => levels.get(id) ?? id)) })] : []),
    ...(firstOrder ? [t("earning:words.first")] : []),
  ]
}

function capWords({ caps }: EarningRule, { t }: Text): string[] {
  return [
    ...(caps.order === null ? [] : [t("earning:words.capOrder", { count: caps.order })]),
    ...(caps.customer === null
      ? []
      : [
          t("earning:words.capCustomer", {
            count: caps.customer.points,
            per: t(`earning:per.${caps.customer.per}`),
          }),
        ]),
    ...(caps.all === null ? [] : [t("earning:words.capAll", { count: caps.all })]),
  ]
}
