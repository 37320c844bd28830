import { z } from "zod"
import type { ProgrammeRules } from "../../programme-rules.ts"
import { readWhole, text } from "../read-fields.ts"
import type { SectionForm, Settings } from "../section-form.ts"

/** When points become usable. */
export const pendingForm: SectionForm<ProgrammeRules["pending"], { from: string; days: string }> = {
  shape: z.object({ from: text, days: text }).prefault({}),
  write: ({ from, days }) => ({ from, days: String(days) }),
  read: ({ from, days }, report) => ({ from, days: readWhole(days, { max: 365 }, ["days"], report) }),
}

export const pendingSettings = {
  pendingFrom: (rules) => rules.pending.from,
  pendingDays: (rules) => rules.pending.days,
} as const satisfies Settings
