import { z } from "zod"
import { readBirthday } from "../../members/birthday.ts"

/** What the dialog's fields hold. */
export type DaysFields = { day: string; month: string; nameDay: string }

/** A birthday by day and month, and the feast of a name day; "": the first of the name. Messages are codes of errors.json. */
export const daysFormSchema = z
  .object({
    day: z.string().default(""),
    month: z.string().default(""),
    nameDay: z
      .string()
      .regex(/^[a-z0-9_]{0,40}$/, "invalid")
      .default(""),
  })
  .transform(({ day, month, nameDay }, context) => {
    // Without a year the day it is asked does not matter.
    const read = readBirthday({ day, month }, new Date(0))
    if (read.ok) return { birthday: read.birthday, nameDay }
    context.addIssue({ code: "custom", path: ["day"], message: read.problem })
    return z.NEVER
  })
