import { writeRatio } from "#app/lib/decimal-text.ts"
import { formatDecimal } from "#app/lib/money.ts"
import type { ProgrammeRules } from "../programme-rules.ts"
import { type ExclusionsForm, formFromExclusions } from "./exclusions-form.ts"

/**
 * A programme as the form shows it: every value is the text a merchant sees and types, a checkbox is "on" or "".
 * `rulesFromForm` reads it back; for any valid rules `rulesFromForm(formFromRules(rules))` gives them again.
 */
export type ProgrammeForm = {
  rates: { currency: string; points: string; per: string }[]
  rounding: string
  basis: { taxes: string; shipping: string; duties: string; giftCardPayments: string }
  orders: {
    online: string
    pos: string
    draft: string
    partiallyPaid: string
    cashOnDelivery: { gateways: string; countsFrom: string }
  }
  members: { who: string; retroWindowDays: string; ask: { birthday: string; name: string } }
  history: { points: string; sinceDays: string }
  pending: { from: string; days: string }
  tiers: {
    measure: string
    window: string
    levels: { id: string; name: string; threshold: string; multiplier: string }[]
  }
  exclusions: ExclusionsForm
  goodwill: { maxPoints: string }
}

const box = (value: boolean) => (value ? "on" : "")

/**
 * Rules as the form shows them, its fields in the order of the page: whether something is unsaved is told by comparing
 * with what the page sends (app/ui/zod-form.ts). Thresholds of spend are in `currency`, the shop's.
 */
export function formFromRules(rules: ProgrammeRules, currency: string): ProgrammeForm {
  const { orders, tiers } = rules
  return {
    rates: Object.entries(rules.rates).map(([code, rate]) => ({
      points: String(rate.points),
      per: formatDecimal(rate.perMinor, code),
      currency: code,
    })),
    rounding: rules.rounding,
    basis: {
      taxes: box(rules.basis.taxes),
      shipping: box(rules.basis.shipping),
      duties: box(rules.basis.duties),
      giftCardPayments: box(rules.basis.giftCardPayments),
    },
    orders: {
      online: box(orders.online),
      pos: box(orders.pos),
      draft: box(orders.draft),
      partiallyPaid: box(orders.partiallyPaid),
      cashOnDelivery: {
        countsFrom: orders.cashOnDelivery.countsFrom,
        gateways: orders.cashOnDelivery.gateways.join("\n"),
      },
    },
    pending: { from: rules.pending.from, days: String(rules.pending.days) },
    members: {
      who: rules.members.who,
      retroWindowDays: String(rules.members.retroWindowDays),
      ask: { birthday: box(rules.members.ask.birthday), name: box(rules.members.ask.name) },
    },
    history: { points: rules.history.points, sinceDays: String(rules.history.sinceDays) },
    tiers: {
      measure: tiers.measure,
      window: tiers.window,
      levels: tiers.levels.map((level) => ({
        id: level.id,
        name: level.name,
        threshold: tiers.measure === "spend" ? formatDecimal(level.threshold, currency) : String(level.threshold),
        multiplier: writeRatio(level.multiplier),
      })),
    },
    exclusions: formFromExclusions(rules.exclusions),
    goodwill: { maxPoints: String(rules.goodwill.maxPoints) },
  }
}
