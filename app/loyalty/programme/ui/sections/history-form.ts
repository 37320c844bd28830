import { z } from "zod"
import type { ProgrammeRules } from "../../programme-rules.ts"
import { readWhole, text } from "../read-fields.ts"
import type { SectionForm, Settings } from "../section-form.ts"

/** What orders from before the programme are worth. */
export const historyForm: SectionForm<ProgrammeRules["history"], { points: string; sinceDays: string }> = {
  shape: z.object({ points: text, sinceDays: text }).prefault({}),
  write: ({ points, sinceDays }) => ({ points, sinceDays: String(sinceDays) }),
  read: ({ points, sinceDays }, report) => ({
    points,
    sinceDays: readWhole(sinceDays, { min: 1, max: 3650 }, ["sinceDays"], report),
  }),
}

export const historySettings = {
  historyPoints: (rules) => rules.history.points,
  historySinceDays: (rules) => rules.history.sinceDays,
} as const satisfies Settings
