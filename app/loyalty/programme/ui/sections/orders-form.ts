import { z } from "zod"
import type { ProgrammeRules } from "../../programme-rules.ts"
import { box, readLines, text } from "../read-fields.ts"
import type { SectionForm, Settings } from "../section-form.ts"

type OrdersForm = {
  online: string
  pos: string
  draft: string
  partiallyPaid: string
  cashOnDelivery: { countsFrom: string; gateways: string }
}

/** Which orders earn, and how cash on delivery counts. */
export const ordersForm: SectionForm<ProgrammeRules["orders"], OrdersForm> = {
  shape: z
    .object({
      online: text,
      pos: text,
      draft: text,
      partiallyPaid: text,
      cashOnDelivery: z.object({ countsFrom: text, gateways: text }).prefault({}),
    })
    .prefault({}),
  write: (orders) => ({
    online: box(orders.online),
    pos: box(orders.pos),
    draft: box(orders.draft),
    partiallyPaid: box(orders.partiallyPaid),
    cashOnDelivery: {
      countsFrom: orders.cashOnDelivery.countsFrom,
      gateways: orders.cashOnDelivery.gateways.join("\n"),
    },
  }),
  read: (form) => ({
    online: form.online === "on",
    pos: form.pos === "on",
    draft: form.draft === "on",
    partiallyPaid: form.partiallyPaid === "on",
    cashOnDelivery: {
      countsFrom: form.cashOnDelivery.countsFrom,
      gateways: readLines(form.cashOnDelivery.gateways.toLowerCase()),
    },
  }),
}

export const ordersSettings = {
  online: (rules) => rules.orders.online,
  pos: (rules) => rules.orders.pos,
  draft: (rules) => rules.orders.draft,
  partiallyPaid: (rules) => rules.orders.partiallyPaid,
  countsFrom: (rules) => rules.orders.cashOnDelivery.countsFrom,
  gateways: (rules) => rules.orders.cashOnDelivery.gateways.join(", "),
} as const satisfies Settings
