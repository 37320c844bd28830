import { z } from "zod"
import { NAME_CALENDARS } from "./name-days/calendars.ts"

/** The section of a programme's rules that tells what days of a member's own are worth, and what comes unannounced. */

export const OCCASIONS = ["birthday", "nameDay", "anniversary"] as const
export type OccasionName = (typeof OCCASIONS)[number]

export const LONGEST_MESSAGE = 160
export const MOST_OCCASION_POINTS = 1_000_000
export const MOST_BUDGET = 100_000_000

const points = z.number().int().min(1).max(MOST_OCCASION_POINTS)

const occasion = z.object({
  on: z.boolean(),
  points,
  /** What the member reads with the gift instead of our words; "": ours. */
  message: z.string().trim().max(LONGEST_MESSAGE),
})

const surprise = z.object({
  on: z.boolean(),
  points,
  /** Members of this level and of those above it may be given one; null: everybody. */
  fromTier: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .nullable(),
  /** Regulars: so many orders in the last so many days. */
  orders: z.number().int().min(1).max(1000),
  days: z.number().int().min(1).max(3650),
  /** Points for gifts in a calendar month of the shop. */
  budget: z.number().int().min(1).max(MOST_BUDGET),
  /** A member is given one at most once in so many months. */
  everyMonths: z.number().int().min(1).max(120),
})

/** What a new shop starts with: nothing is on. Each time a new one, which its owner may change. */
export function noOccasions() {
  const none = () => ({ on: false, points: 50, message: "" })
  return {
    birthday: none(),
    nameDay: { ...none(), calendar: "bulgarian" as const },
    anniversary: none(),
    byTier: false,
    surprise: { on: false, points: 50, fromTier: null, orders: 3, days: 90, budget: 1000, everyMonths: 6 },
  }
}

/** Versions of releases that knew no occasions have none. */
export const occasionRules = z
  .object({
    birthday: occasion,
    nameDay: occasion.extend({ calendar: z.enum(NAME_CALENDARS) }),
    anniversary: occasion,
    /** Points of these three are multiplied as those of orders are, by the member's tier that day. */
    byTier: z.boolean(),
    surprise,
  })
  .default(noOccasions)

export type OccasionRules = z.infer<typeof occasionRules>
