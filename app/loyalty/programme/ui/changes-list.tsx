import { List } from "@shopify/polaris"
import { writeRatio } from "#app/lib/decimal-text.ts"
import { type Text, useText } from "#app/ui/text.tsx"
import type { TierLevel } from "../programme-rules.ts"
import type { ProgrammeChange, Rate, Setting, SettingValue } from "./programme-changes.ts"

/** What publishing changes, in words. Thresholds of spend are in `currency`, the shop's. */
export function ChangesList({ changes, currency }: { changes: ProgrammeChange[]; currency: string }) {
  const text = useText()
  return (
    <List>
      {changes.map((change) => (
        <List.Item key={JSON.stringify(change)}>{wordsOf(change, currency, text)}</List.Item>
      ))}
    </List>
  )
}

function wordsOf(change: ProgrammeChange, currency: string, text: Text): string {
  const { t } = text
  switch (change.code) {
    case "first_version":
      return t("programme.changes.first_version")
    case "rate_added":
    case "rate_removed":
      return t(`programme.changes.${change.code}`, {
        currency: change.currency,
        rate: rateWords(change.rate, change.currency, text),
      })
    case "rate_changed":
      return t("programme.changes.rate_changed", {
        currency: change.currency,
        from: rateWords(change.from, change.currency, text),
        to: rateWords(change.to, change.currency, text),
      })
    case "setting_changed":
      return t("programme.changes.setting_changed", {
        setting: t(`programme.changes.settings.${change.setting}`),
        from: settingWords(change.setting, change.from, text),
        to: settingWords(change.setting, change.to, text),
      })
    case "level_added":
    case "level_removed":
      return t(`programme.changes.${change.code}`, {
        level: levelWords(change.level, change.measure, currency, text),
      })
    case "level_changed":
      return t("programme.changes.level_changed", {
        from: levelWords(change.from, change.measure, currency, text),
        to: levelWords(change.to, change.measure, currency, text),
      })
  }
}

/** "1 point for every 1.00 EUR". */
export function rateWords(rate: Rate, currency: string, { t, money }: Text): string {
  return t("programme.rates.words", { count: rate.points, amount: money(rate.perMinor, currency) })
}

/** "Gold (from 600.00 EUR, × 1.5)". */
export function levelWords(level: TierLevel, measure: "spend" | "points", currency: string, text: Text): string {
  const { t, money, decimal } = text
  const ratio = writeRatio(level.multiplier)
  return t("programme.changes.level", {
    name: level.name,
    threshold: measure === "spend" ? money(level.threshold, currency) : t("points.count", { count: level.threshold }),
    multiplier: ratio.includes("/") ? ratio : decimal(ratio),
  })
}

function settingWords(setting: Setting, value: SettingValue, { t, number, coded }: Text): string {
  if (typeof value === "boolean") return t(value ? "common.yes" : "common.no")
  if (typeof value === "number") return number(value)
  if (setting === "gateways" || setting.startsWith("excluded")) return value === "" ? t("common.none") : value
  return coded(`programme.changes.values.${setting}.${value}`, {}, value)
}
