import type { Text } from "#app/ui/text.tsx"
import type { ProgrammeRules } from "../programme-rules.ts"
import type { SettingValue } from "./section-form.ts"
import { basisSettings } from "./sections/basis-form.ts"
import { exclusionsSettings } from "./sections/exclusions-form.ts"
import { expirySettings } from "./sections/expiry-form.ts"
import { goodwillSettings } from "./sections/goodwill-form.ts"
import { historySettings } from "./sections/history-form.ts"
import { membersSettings } from "./sections/members-form.ts"
import { occasionsSettings } from "./sections/occasions-form.ts"
import { ordersSettings } from "./sections/orders-form.ts"
import { pendingSettings } from "./sections/pending-form.ts"
import { ratesSettings } from "./sections/rates-form.ts"
import { tiersSettings } from "./sections/tiers-form.ts"

/** Every setting of every section; a text and its words are missed by the compiler when one is added without them. */
const SETTINGS = {
  ...ratesSettings,
  ...basisSettings,
  ...ordersSettings,
  ...pendingSettings,
  ...exclusionsSettings,
  ...membersSettings,
  ...historySettings,
  ...tiersSettings,
  ...occasionsSettings,
  ...expirySettings,
  ...goodwillSettings,
} as const

export type Setting = keyof typeof SETTINGS

export type SettingChange = { code: "setting_changed"; setting: Setting; from: SettingValue; to: SettingValue }

export function settingChanges(from: ProgrammeRules, to: ProgrammeRules): SettingChange[] {
  return (Object.keys(SETTINGS) as Setting[]).flatMap((setting) => {
    const [before, after] = [SETTINGS[setting](from), SETTINGS[setting](to)]
    return before === after ? [] : [{ code: "setting_changed", setting, from: before, to: after }]
  })
}

export function settingChangeWords({ setting, from, to }: SettingChange, text: Text): string {
  return text.t("programme.changes.setting_changed", {
    setting: text.t(`programme.changes.settings.${setting}`),
    from: valueWords(setting, from, text),
    to: valueWords(setting, to, text),
  })
}

function valueWords(setting: Setting, value: SettingValue, { t, number, coded }: Text): string {
  if (typeof value === "boolean") return t(value ? "common.yes" : "common.no")
  if (typeof value === "number") return number(value)
  if (value === "") return t("common.none")
  return coded(`programme.changes.values.${setting}.${value}`, {}, value)
}
