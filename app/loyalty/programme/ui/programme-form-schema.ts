import type { FieldMetadata, FormMetadata } from "@conform-to/react"
import { z } from "zod"
import type { ProgrammeForm } from "./programme-form.ts"
import { rulesFromForm } from "./rules-from-form.ts"

const text = z.string().default("")

const shape = z.object({
  rates: z.array(z.object({ currency: text, points: text, per: text })).default([]),
  rounding: text,
  basis: z.object({ taxes: text, shipping: text, duties: text, giftCardPayments: text }).prefault({}),
  orders: z
    .object({
      online: text,
      pos: text,
      draft: text,
      partiallyPaid: text,
      cashOnDelivery: z.object({ gateways: text, countsFrom: text }).prefault({}),
    })
    .prefault({}),
  members: z
    .object({
      who: text,
      retroWindowDays: text,
      ask: z.object({ birthday: text, name: text }).prefault({}),
    })
    .prefault({}),
  history: z.object({ points: text, sinceDays: text }).prefault({}),
  pending: z.object({ from: text, days: text }).prefault({}),
  tiers: z
    .object({
      measure: text,
      window: text,
      levels: z.array(z.object({ id: text, name: text, threshold: text, multiplier: text })).default([]),
    })
    .prefault({}),
  exclusions: z
    .object({
      customerTags: text,
      companies: text,
      productTags: text,
      productTypes: text,
      products: text,
      salePrice: text,
    })
    .prefault({}),
  goodwill: z.object({ maxPoints: text }).prefault({}),
})

/** Posted fields to rules, in browser and server alike; messages are codes of errors.json. `currency` is the shop's. */
export function programmeFormSchema(currency: string) {
  return shape.transform((form, context) => {
    const read = rulesFromForm(form, currency)
    if (read.ok) return read.rules
    for (const { path, code } of read.problems) context.addIssue({ code: "custom", path, message: code })
    return z.NEVER
  })
}

export type ProgrammeFields = ReturnType<FieldMetadata<ProgrammeForm>["getFieldset"]>
export type ProgrammeFormMeta = FormMetadata<ProgrammeForm>
