import { z } from "zod"
import { LOCALES, type Locale } from "#app/i18n/locales.ts"
import {
  LONGEST_PERK,
  MOST_OWN_PERKS,
  PERK_SWITCHES,
  type PerkSwitch,
  type TierPerks,
} from "../../../tiers/tier-rules.ts"
import { box, readLines, readWhole, text } from "../read-fields.ts"
import type { Report } from "../section-form.ts"

/** What a level promises, as the form shows it: a box for each switch, the merchant's own words one a line. */
export type PerksForm = Record<PerkSwitch, string> & { birthdayPoints: string; own: Record<Locale, string> }

const fieldsOf = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, text])) as Record<Name, typeof text>

export const perksShape = z
  .object({
    ...fieldsOf(PERK_SWITCHES),
    birthdayPoints: text,
    own: z.object(fieldsOf(LOCALES)).prefault({}),
  })
  .prefault({})

export function writePerks(perks: TierPerks | undefined): PerksForm {
  const switches = PERK_SWITCHES.map((name) => [name, box(perks?.switches.includes(name) ?? false)])
  const own = LOCALES.map((locale) => [locale, (perks?.own[locale] ?? []).join("\n")])
  return {
    ...(Object.fromEntries(switches) as Record<PerkSwitch, string>),
    birthdayPoints: perks?.birthdayPoints === undefined ? "" : String(perks.birthdayPoints),
    own: Object.fromEntries(own) as Record<Locale, string>,
  }
}

/** Undefined: the level promises nothing but its multiplier. */
export function readPerks(form: PerksForm, report: Report): TierPerks | undefined {
  const switches = PERK_SWITCHES.filter((name) => form[name] === "on")
  const birthdayPoints =
    form.birthdayPoints.trim() === ""
      ? undefined
      : readWhole(form.birthdayPoints, { min: 1, max: 1_000_000 }, ["birthdayPoints"], report)
  const own: TierPerks["own"] = {}
  for (const locale of LOCALES) {
    const lines = readLines(form.own[locale])
    if (lines.length > MOST_OWN_PERKS) report(["own", locale], `too_many_lines:max=${MOST_OWN_PERKS}`)
    if (lines.some((line) => line.length > LONGEST_PERK)) report(["own", locale], `too_long:max=${LONGEST_PERK}`)
    if (lines.length > 0) own[locale] = lines
  }
  const isEmpty = switches.length === 0 && birthdayPoints === undefined && Object.keys(own).length === 0
  return isEmpty ? undefined : { switches, birthdayPoints, own }
}
