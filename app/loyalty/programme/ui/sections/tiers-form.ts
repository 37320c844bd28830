import { z } from "zod"
import { writeRatio } from "#app/lib/decimal-text.ts"
import { formatDecimal } from "#app/lib/money.ts"
import type { ProgrammeRules } from "../../programme-rules.ts"
import { levelIdFrom } from "../level-id.ts"
import { readMoney, readMultiplier, readName, readWhole, text } from "../read-fields.ts"
import type { Report, SectionForm, Settings } from "../section-form.ts"

type TiersForm = {
  measure: string
  window: string
  levels: { id: string; name: string; threshold: string; multiplier: string }[]
}

/** Levels, what they are reached by and for how long. */
export const tiersForm: SectionForm<ProgrammeRules["tiers"], TiersForm> = {
  shape: z
    .object({
      measure: text,
      window: text,
      levels: z.array(z.object({ id: text, name: text, threshold: text, multiplier: text })).default([]),
    })
    .prefault({}),
  write: ({ measure, window, levels }, currency) => ({
    measure,
    window,
    levels: levels.map((level) => ({
      id: level.id,
      name: level.name,
      threshold: measure === "spend" ? formatDecimal(level.threshold, currency) : String(level.threshold),
      multiplier: writeRatio(level.multiplier),
    })),
  }),
  read: (form, report, currency) => ({
    measure: form.measure,
    window: form.window,
    currency,
    levels: readLevels(form, report, currency),
  }),
}

const MOST = 1_000_000_000_000

function readLevels({ measure, levels }: TiersForm, report: Report, currency: string) {
  const ids = new Set(levels.map((level) => level.id).filter(Boolean))
  let highest = 0
  return levels.map((level, index) => {
    const at = (field: string) => ["levels", index, field]
    const name = readName(level.name, 40, at("name"), report)
    const threshold =
      measure === "spend"
        ? readMoney(level.threshold, currency, MOST, at("threshold"), report)
        : readWhole(level.threshold, { min: 1, max: MOST }, at("threshold"), report)
    if (threshold !== undefined && threshold <= highest) report(at("threshold"), "threshold_not_rising")
    highest = Math.max(highest, threshold ?? 0)
    const multiplier = readMultiplier(level.multiplier, at("multiplier"), report)
    const id = level.id || levelIdFrom(name, ids)
    ids.add(id)
    return { id, name, threshold, multiplier }
  })
}

export const tiersSettings = {
  measure: (rules) => rules.tiers.measure,
  window: (rules) => rules.tiers.window,
} as const satisfies Settings
