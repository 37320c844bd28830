import { z } from "zod"
import { LOCALES } from "#app/i18n/locales.ts"

const MAX_NOTICE = 200
const MAX_TAG = 255

const notice = z.string().trim().max(MAX_NOTICE, `too_long:max=${MAX_NOTICE}`).default("")

/** What rests, until when (a moment of the shop's clock, or open), and what shoppers read, by language. */
export const pauseFormSchema = z.object({
  what: z.enum(["earning", "spending", "both"], "required"),
  until: z
    .string()
    .regex(/^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})?$/, "invalid")
    .default(""),
  ...Object.fromEntries(LOCALES.map((locale) => [`notice_${locale}`, notice])),
})

/** The tag of the customers who try the programme out. */
export const testFormSchema = z.object({
  tag: z.string().trim().min(1, "required").max(MAX_TAG, `too_long:max=${MAX_TAG}`),
})
