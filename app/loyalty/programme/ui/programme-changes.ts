import type { Text } from "#app/ui/text.tsx"
import type { ProgrammeRules } from "../programme-rules.ts"
import { earningChanges, type RuleChange, ruleChangeWords } from "./sections/earning-changes.ts"
import { type RateChange, rateChanges, rateChangeWords } from "./sections/rates-changes.ts"
import { type LevelChange, levelChanges, levelChangeWords } from "./sections/tiers-changes.ts"
import { tiersSettings } from "./sections/tiers-form.ts"
import { type SettingChange, settingChanges, settingChangeWords } from "./setting-changes.ts"

/** One difference between two programmes. */
export type ProgrammeChange = { code: "first_version" } | RateChange | SettingChange | RuleChange | LevelChange

/** What publishing `to` would change for orders placed from then on; `from` null: nothing was published yet. */
export function programmeChanges(from: ProgrammeRules | null, to: ProgrammeRules): ProgrammeChange[] {
  if (!from) return [{ code: "first_version" }]
  return [...rateChanges(from, to), ...settingChanges(from, to), ...earningChanges(from, to), ...levelChanges(from, to)]
}

/** Whether members may have another tier after these changes. */
export function changesTiers(changes: ProgrammeChange[]): boolean {
  return changes.some(({ code, ...change }) => {
    if (code === "setting_changed") return "setting" in change && change.setting in tiersSettings
    return code === "level_added" || code === "level_removed" || code === "level_changed"
  })
}

/** A difference in words. Thresholds of spend are in `currency`, the shop's. */
export function changeWords(change: ProgrammeChange, currency: string, text: Text): string {
  switch (change.code) {
    case "first_version":
      return text.t("programme.changes.first_version")
    case "rate_added":
    case "rate_removed":
    case "rate_changed":
      return rateChangeWords(change, text)
    case "setting_changed":
      return settingChangeWords(change, text)
    case "rule_added":
    case "rule_removed":
    case "rule_changed":
      return ruleChangeWords(change, text)
    case "level_added":
    case "level_removed":
    case "level_changed":
      return levelChangeWords(change, currency, text)
  }
}
