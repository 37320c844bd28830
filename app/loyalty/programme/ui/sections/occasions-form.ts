import { z } from "zod"
import {
  LONGEST_MESSAGE,
  MOST_BUDGET,
  MOST_OCCASION_POINTS,
  type OccasionName,
  type OccasionRules,
} from "../../../occasions/occasion-rules.ts"
import { box, readWhole, text } from "../read-fields.ts"
import type { Report, SectionForm, Settings } from "../section-form.ts"

type OccasionForm = { on: string; points: string; message: string }

type OccasionsForm = Record<OccasionName, OccasionForm> & {
  calendar: string
  byTier: string
  surprise: {
    on: string
    points: string
    fromTier: string
    orders: string
    days: string
    budget: string
    everyMonths: string
  }
}

const occasion = z.object({ on: text, points: text, message: text }).prefault({})

/** Days of a member's own, and gifts that come unannounced. */
export const occasionsForm: SectionForm<OccasionRules, OccasionsForm> = {
  shape: z
    .object({
      birthday: occasion,
      nameDay: occasion,
      calendar: text,
      anniversary: occasion,
      byTier: text,
      surprise: z
        .object({
          on: text,
          points: text,
          fromTier: text,
          orders: text,
          days: text,
          budget: text,
          everyMonths: text,
        })
        .prefault({}),
    })
    .prefault({}),
  write: ({ birthday, nameDay, anniversary, byTier, surprise }) => ({
    birthday: writeOccasion(birthday),
    nameDay: writeOccasion(nameDay),
    calendar: nameDay.calendar,
    anniversary: writeOccasion(anniversary),
    byTier: box(byTier),
    surprise: {
      on: box(surprise.on),
      points: String(surprise.points),
      budget: String(surprise.budget),
      orders: String(surprise.orders),
      days: String(surprise.days),
      fromTier: surprise.fromTier ?? "",
      everyMonths: String(surprise.everyMonths),
    },
  }),
  read: (form, report) => ({
    birthday: readOccasion(form, "birthday", report),
    nameDay: { ...readOccasion(form, "nameDay", report), calendar: form.calendar },
    anniversary: readOccasion(form, "anniversary", report),
    byTier: form.byTier === "on",
    surprise: readSurprise(form.surprise, report),
  }),
}

function writeOccasion({ on, points, message }: OccasionRules[OccasionName]): OccasionForm {
  return { on: box(on), points: String(points), message }
}

function readOccasion(form: OccasionsForm, name: OccasionName, report: Report) {
  const { on, points, message } = form[name]
  if (message.trim().length > LONGEST_MESSAGE) report([name, "message"], `too_long:max=${LONGEST_MESSAGE}`)
  return {
    on: on === "on",
    points: readWhole(points, { min: 1, max: MOST_OCCASION_POINTS }, [name, "points"], report),
    message: message.trim(),
  }
}

function readSurprise(form: OccasionsForm["surprise"], report: Report) {
  const whole = (name: keyof typeof form, max: number) =>
    readWhole(form[name], { min: 1, max }, ["surprise", name], report)
  const points = whole("points", MOST_OCCASION_POINTS)
  const budget = whole("budget", MOST_BUDGET)
  if (points !== undefined && budget !== undefined && form.on === "on" && budget < points)
    report(["surprise", "budget"], `too_small:min=${points}`)
  return {
    on: form.on === "on",
    points,
    fromTier: form.fromTier === "" ? null : form.fromTier,
    orders: whole("orders", 1000),
    days: whole("days", 3650),
    budget,
    everyMonths: whole("everyMonths", 120),
  }
}

export const occasionsSettings = {
  birthdayOn: (rules) => rules.occasions.birthday.on,
  birthdayPoints: (rules) => rules.occasions.birthday.points,
  birthdayMessage: (rules) => rules.occasions.birthday.message,
  nameDayOn: (rules) => rules.occasions.nameDay.on,
  nameDayPoints: (rules) => rules.occasions.nameDay.points,
  nameDayMessage: (rules) => rules.occasions.nameDay.message,
  nameDayCalendar: (rules) => rules.occasions.nameDay.calendar,
  anniversaryOn: (rules) => rules.occasions.anniversary.on,
  anniversaryPoints: (rules) => rules.occasions.anniversary.points,
  anniversaryMessage: (rules) => rules.occasions.anniversary.message,
  occasionsByTier: (rules) => rules.occasions.byTier,
  surpriseOn: (rules) => rules.occasions.surprise.on,
  surprisePoints: (rules) => rules.occasions.surprise.points,
  surpriseFromTier: ({ occasions, tiers }) =>
    tiers.levels.find((level) => level.id === occasions.surprise.fromTier)?.name ?? occasions.surprise.fromTier ?? "",
  surpriseOrders: (rules) => rules.occasions.surprise.orders,
  surpriseDays: (rules) => rules.occasions.surprise.days,
  surpriseBudget: (rules) => rules.occasions.surprise.budget,
  surpriseEveryMonths: (rules) => rules.occasions.surprise.everyMonths,
} as const satisfies Settings
