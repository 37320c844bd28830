import type { Locale } from "#app/i18n/locales.ts"
import { translator } from "#app/i18n/translate.ts"
import { type PresetName, presetRules } from "./presets.ts"
import { saveDraft } from "./programme.server.ts"

/** Makes a preset the shop's draft, its tiers named in the language of who chose it. Nothing earns by it yet. */
export async function choosePreset(shop: string, currency: string, preset: PresetName, locale: Locale): Promise<void> {
  const t = translator(locale)
  await saveDraft(
    shop,
    presetRules(preset, currency, (level) => t(`presets.levels.${level}`)),
  )
}
