import { z } from "zod"
import { writeRatio } from "#app/lib/decimal-text.ts"
import { formatDecimal } from "#app/lib/money.ts"
import { keepOf, type TierLevel, type TierRules } from "../../../tiers/tier-rules.ts"
import { levelIdFrom } from "../level-id.ts"
import { readMoney, readMultiplier, readName, readWhole, text } from "../read-fields.ts"
import type { Report, SectionForm, Settings } from "../section-form.ts"
import { type PerksForm, perksShape, readPerks, writePerks } from "./perks-form.ts"

type LevelForm = {
  id: string
  name: string
  threshold: string
  keep: string
  multiplier: string
  entryPoints: string
  perks: PerksForm
}

type TiersForm = {
  measure: string
  window: string
  lookBack: { count: string; unit: string }
  graceDays: string
  stepDown: string
  levels: LevelForm[]
}

/** Levels, what they are reached by and for how long, and what they promise. */
export const tiersForm: SectionForm<TierRules, TiersForm> = {
  shape: z
    .object({
      measure: text,
      window: text,
      lookBack: z.object({ count: text, unit: text }).prefault({}),
      graceDays: text,
      stepDown: text,
      levels: z
        .array(
          z.object({
            id: text,
            name: text,
            threshold: text,
            keep: text,
            multiplier: text,
            entryPoints: text,
            perks: perksShape,
          }),
        )
        .default([]),
    })
    .prefault({}),
  write: ({ measure, window, lookBack, graceDays, stepDown, levels }, currency) => ({
    measure,
    window,
    lookBack: { count: String(lookBack.count), unit: lookBack.unit },
    graceDays: String(graceDays),
    stepDown,
    levels: levels.map((level) => writeLevel(level, measure, currency)),
  }),
  read: (form, report, currency) => ({
    measure: form.measure,
    window: form.window,
    lookBack: {
      unit: form.lookBack.unit,
      count: readWhole(form.lookBack.count, { min: 1, max: 3650 }, ["lookBack", "count"], report),
    },
    graceDays: readWhole(form.graceDays, { max: 365 }, ["graceDays"], report),
    stepDown: form.stepDown,
    currency,
    levels: readLevels(form, report, currency),
  }),
}

/** What a new level begins as. */
export const NEW_LEVEL: LevelForm = {
  id: "",
  name: "",
  threshold: "",
  keep: "",
  multiplier: "1",
  entryPoints: "",
  perks: writePerks(undefined),
}

function writeLevel(level: TierLevel, measure: TierRules["measure"], currency: string): LevelForm {
  const amount = (value: number) => (measure === "spend" ? formatDecimal(value, currency) : String(value))
  return {
    id: level.id,
    name: level.name,
    threshold: amount(level.threshold),
    keep: level.keep === undefined ? "" : amount(level.keep),
    multiplier: writeRatio(level.multiplier),
    entryPoints: level.entryPoints === undefined ? "" : String(level.entryPoints),
    perks: writePerks(level.perks),
  }
}

const MOST = 1_000_000_000_000
const MOST_POINTS = 1_000_000

function readLevels({ measure, levels }: TiersForm, report: Report, currency: string) {
  const ids = new Set(levels.map((level) => level.id).filter(Boolean))
  let [highest, keptBelow] = [0, 0]
  return levels.map((level, index) => {
    const at = (...field: string[]) => ["levels", index, ...field]
    const amount = (typed: string, field: string) =>
      measure === "spend"
        ? readMoney(typed, currency, MOST, at(field), report)
        : readWhole(typed, { min: 1, max: MOST }, at(field), report)
    const name = readName(level.name, 40, at("name"), report)
    const threshold = amount(level.threshold, "threshold")
    if (threshold !== undefined && threshold <= highest) report(at("threshold"), "threshold_not_rising")
    highest = Math.max(highest, threshold ?? 0)
    const keep = level.keep.trim() === "" ? undefined : amount(level.keep, "keep")
    if (threshold !== undefined) {
      const kept = keepOf({ threshold, keep })
      if (kept > threshold) report(at("keep"), "keep_above_threshold")
      else if (keep !== undefined && kept < keptBelow) report(at("keep"), "keep_falling")
      keptBelow = Math.max(keptBelow, kept)
    }
    const multiplier = readMultiplier(level.multiplier, at("multiplier"), report)
    const entryPoints = readPoints(level.entryPoints, at("entryPoints"), report)
    const perks = readPerks(level.perks, (path, code) => report(at("perks", ...path.map(String)), code))
    const id = level.id || levelIdFrom(name, ids)
    ids.add(id)
    return { id, name, threshold, keep, multiplier, entryPoints, perks }
  })
}

/** A number of points, or none. */
function readPoints(typed: string, path: (string | number)[], report: Report): number | undefined {
  return typed.trim() === "" ? undefined : readWhole(typed, { min: 1, max: MOST_POINTS }, path, report)
}

export const tiersSettings = {
  measure: (rules) => rules.tiers.measure,
  window: (rules) => rules.tiers.window,
  lookBackUnit: (rules) => (rules.tiers.window === "look_back" ? rules.tiers.lookBack.unit : ""),
  lookBackCount: (rules) => (rules.tiers.window === "look_back" ? rules.tiers.lookBack.count : ""),
  graceDays: (rules) => rules.tiers.graceDays,
  stepDown: (rules) => rules.tiers.stepDown,
} as const satisfies Settings
