import { z } from "zod"
import { readDecimal } from "#app/lib/decimal-text.ts"
import { FORM_KEY } from "#app/lib/form-key.ts"

/** Letters of a reason. */
export const MAX_REASON = 200

const pointsField = (maxPoints: number) =>
  z
    .string()
    .default("")
    .transform((text, context) => {
      const value = text.trim() === "" ? null : readDecimal(text)
      const refuse = (message: string) => {
        context.addIssue({ code: "custom", message })
        return z.NEVER
      }
      if (!value) return refuse(text.trim() === "" ? "required" : "not_a_number")
      if (value.scale > 0) return refuse("not_whole")
      if (value.digits < 1n) return refuse("too_small:min=1")
      if (value.digits > BigInt(maxPoints)) return refuse(`too_large:max=${maxPoints}`)
      return Number(value.digits)
    })

const reasonField = z
  .string()
  .default("")
  .transform((text) => text.trim())
  .pipe(z.string().min(1, "required").max(MAX_REASON, `too_long:max=${MAX_REASON}`))

/** Points for many members at once: so many for each, up to `maxPoints`, with a reason. */
export function bulkGoodwillSchema(maxPoints: number) {
  return z.object({ points: pointsField(maxPoints), reason: reasonField })
}

/**
 * The goodwill form: give or take a whole number of points, up to `maxPoints`, with a reason. `key` is made by the page
 * for each form it shows, so that a second click is the same change. Messages are codes of errors.json.
 */
export function goodwillFormSchema(maxPoints: number) {
  return z.object({
    direction: z.enum(["give", "take"]),
    points: pointsField(maxPoints),
    reason: reasonField,
    key: FORM_KEY,
  })
}

/** What the fields hold. */
export type GoodwillFields = { direction: string; points: string; reason: string; key: string }
