import type { ProgrammeRules } from "../programme-rules.ts"
import type { Report, SectionName } from "./section-form.ts"
import { basisForm } from "./sections/basis-form.ts"
import { earningForm } from "./sections/earning-form.ts"
import { exclusionsForm } from "./sections/exclusions-form.ts"
import { expiryForm } from "./sections/expiry-form.ts"
import { goodwillForm } from "./sections/goodwill-form.ts"
import { historyForm } from "./sections/history-form.ts"
import { membersForm } from "./sections/members-form.ts"
import { occasionsForm } from "./sections/occasions-form.ts"
import { ordersForm } from "./sections/orders-form.ts"
import { pendingForm } from "./sections/pending-form.ts"
import { ratesForm, roundingForm } from "./sections/rates-form.ts"
import { tiersForm } from "./sections/tiers-form.ts"

/** What is asked of a section's form here, where sections stand side by side (section-form.ts says it with types). */
type AnySection<Rules> = {
  write: (rules: Rules, currency: string) => unknown
  read: (form: never, report: Report, currency: string) => unknown
}

/**
 * The form of each section of the rules, in the order of the page (programme-tabs.ts): whether something is unsaved is told
 * by comparing, as text, with what the page sends (app/ui/zod-form.ts).
 */
export const SECTION_FORMS = {
  rates: ratesForm,
  rounding: roundingForm,
  basis: basisForm,
  orders: ordersForm,
  pending: pendingForm,
  earning: earningForm,
  exclusions: exclusionsForm,
  members: membersForm,
  history: historyForm,
  tiers: tiersForm,
  occasions: occasionsForm,
  expiry: expiryForm,
  goodwill: goodwillForm,
} as const satisfies { [Name in SectionName]: AnySection<ProgrammeRules[Name]> }

/** A programme as the form shows it, section by section. */
export type ProgrammeForm = { [Name in SectionName]: ReturnType<(typeof SECTION_FORMS)[Name]["write"]> }

export const SECTION_NAMES = Object.keys(SECTION_FORMS) as SectionName[]

/** Rules as the form shows them. Thresholds of spend are in `currency`, the shop's. */
export function formFromRules(rules: ProgrammeRules, currency: string): ProgrammeForm {
  const written = SECTION_NAMES.map((name) => {
    // Name and section belong together; the compiler cannot follow that through a list.
    const { write } = SECTION_FORMS[name] as AnySection<unknown>
    return [name, write(rules[name], currency)]
  })
  return Object.fromEntries(written) as ProgrammeForm
}
