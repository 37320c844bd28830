import { List } from "@shopify/polaris"
import { type Text, useText } from "#app/ui/text.tsx"
import type { ProgrammeChange, Rate } from "./programme-changes.ts"

/** What publishing changes, in words. */
export function ChangesList({ changes }: { changes: ProgrammeChange[] }) {
  const text = useText()
  return (
    <List>
      {changes.map((change) => (
        <List.Item key={JSON.stringify(change)}>{wordsOf(change, text)}</List.Item>
      ))}
    </List>
  )
}

function wordsOf(change: ProgrammeChange, text: Text): string {
  const { t } = text
  switch (change.code) {
    case "first_version":
      return t("programme.changes.first_version")
    case "rate_added":
    case "rate_removed":
      return t(`programme.changes.${change.code}`, { currency: change.currency })
    case "rate_changed":
      return t("programme.changes.rate_changed", {
        currency: change.currency,
        from: rateWords(change.from, change.currency, text),
        to: rateWords(change.to, change.currency, text),
      })
    case "setting_changed":
      return t(`programme.changes.settings.${change.setting}`)
    case "level_added":
    case "level_removed":
    case "level_changed":
      return t(`programme.changes.${change.code}`, { name: change.name })
  }
}

/** "1 point for every 1.00 EUR". */
export function rateWords(rate: Rate, currency: string, text: Text): string {
  return text.t("programme.rates.words", {
    count: rate.points,
    amount: text.money(rate.perMinor, currency),
  })
}
