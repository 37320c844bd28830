import { z } from "zod"
import type { ProgrammeRules } from "../../programme-rules.ts"
import { readWhole, text } from "../read-fields.ts"
import type { SectionForm, Settings } from "../section-form.ts"

/** How much staff may give or take by hand. */
export const goodwillForm: SectionForm<ProgrammeRules["goodwill"], { maxPoints: string }> = {
  shape: z.object({ maxPoints: text }).prefault({}),
  write: ({ maxPoints }) => ({ maxPoints: String(maxPoints) }),
  read: ({ maxPoints }, report) => ({
    maxPoints: readWhole(maxPoints, { max: 1_000_000_000 }, ["maxPoints"], report),
  }),
}

export const goodwillSettings = { maxPoints: (rules) => rules.goodwill.maxPoints } as const satisfies Settings
