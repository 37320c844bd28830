import { z } from "zod"
import type { ProgrammeRules } from "../../programme-rules.ts"
import { box, text } from "../read-fields.ts"
import type { SectionForm, Settings } from "../section-form.ts"

type Basis = ProgrammeRules["basis"]

/** Which money earns. */
export const basisForm: SectionForm<Basis, Record<keyof Basis, string>> = {
  shape: z.object({ taxes: text, shipping: text, duties: text, giftCardPayments: text }).prefault({}),
  write: (basis) => ({
    taxes: box(basis.taxes),
    shipping: box(basis.shipping),
    duties: box(basis.duties),
    giftCardPayments: box(basis.giftCardPayments),
  }),
  read: (form) => ({
    taxes: form.taxes === "on",
    shipping: form.shipping === "on",
    duties: form.duties === "on",
    giftCardPayments: form.giftCardPayments === "on",
  }),
}

export const basisSettings = {
  taxes: (rules) => rules.basis.taxes,
  shipping: (rules) => rules.basis.shipping,
  duties: (rules) => rules.basis.duties,
  giftCardPayments: (rules) => rules.basis.giftCardPayments,
} as const satisfies Settings
