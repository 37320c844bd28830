import { z } from "zod"
import { FORM_KEY } from "#app/lib/form-key.ts"
import { isDay } from "#app/lib/list-query.ts"

/** Letters of a reason. */
export const MAX_REASON = 200

/** The form by which staff give a tier; `until` is a day of the shop's calendar. Messages are codes of errors.json. */
export const manualTierSchema = z.object({
  tier: z.string({ error: "required" }).min(1, "required").max(40),
  until: z.string({ error: "required" }).refine(isDay, "required"),
  exact: z.string().default(""),
  reason: z
    .string()
    .default("")
    .transform((text) => text.trim())
    .pipe(z.string().min(1, "required").max(MAX_REASON, `too_long:max=${MAX_REASON}`)),
  key: FORM_KEY,
})
