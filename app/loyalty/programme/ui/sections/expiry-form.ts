import { z } from "zod"
import type { ProgrammeRules } from "../../programme-rules.ts"
import { readWhole, text } from "../read-fields.ts"
import type { SectionForm, Settings } from "../section-form.ts"

/** Whether and when points expire. */
export const expiryForm: SectionForm<ProgrammeRules["expiry"], { kind: string; months: string }> = {
  shape: z.object({ kind: text, months: text }).prefault({}),
  write: ({ kind, months }) => ({ kind, months: String(months) }),
  read: ({ kind, months }, report) => ({
    kind,
    months: readWhole(months, { min: 1, max: 120 }, ["months"], report),
  }),
}

export const expirySettings = {
  expiryKind: (rules) => rules.expiry.kind,
  expiryMonths: (rules) => rules.expiry.months,
} as const satisfies Settings
