import { List } from "@shopify/polaris"
import { type Text, useText } from "#app/ui/text.tsx"
import type { ProgrammeRules } from "../programme-rules.ts"
import { rateWords } from "./sections/rates-changes.ts"
import { levelWords } from "./sections/tiers-changes.ts"

/** What a programme promises, as a merchant would say it: the rate, the tiers, when points can be used, who takes part. */
export function RulesInWords({ rules, currency }: { rules: ProgrammeRules; currency: string }) {
  const text = useText()
  return (
    <List gap="extraTight">
      {sentencesOf(rules, currency, text).map((sentence) => (
        <List.Item key={sentence}>{sentence}</List.Item>
      ))}
    </List>
  )
}

function sentencesOf({ rates, tiers, pending, exclusions, members }: ProgrammeRules, currency: string, text: Text) {
  const { t } = text
  const rate = rates[currency]
  return [
    ...(rate ? [rateWords(rate, currency, text)] : []),
    ...tiers.levels.map((level) => levelWords(level, tiers.measure, currency, text)),
    ...(tiers.levels.length > 0 ? [t(`presets.windows.${tiers.window}`)] : []),
    whenUsable(pending, text),
    ...(exclusions.salePrice ? [t("presets.noSale")] : []),
    t(`presets.${members.who}`),
  ]
}

function whenUsable({ from, days }: ProgrammeRules["pending"], { t }: Text): string {
  if (days === 0 && from === "payment") return t("presets.atOnce")
  return t(from === "payment" ? "presets.afterPayment" : "presets.afterFulfilment", { count: days })
}
