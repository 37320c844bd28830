import type { OrderFact } from "#app/records/orders/order-fact.ts"
import type { ProgrammeRules } from "../programme/programme-rules.ts"
import { findDeliveredAt, hasFailedDelivery } from "./deliveries.ts"
import type { EarningContext, ExplainStep } from "./order-evaluation.ts"

/** Whether an order earns: the state, and the step that says why. */
export type Eligibility = {
  state: "earning" | "forecast" | "none"
  /** It never will earn again. */
  voided: boolean
  steps: ExplainStep[]
}

export type ShopView = { developmentStore: boolean; deleted?: boolean }

export type Channel = "online" | "pos" | "draft"

/** Shopify's source_name as a channel of ours; any other app's id counts as online. */
export function channelOf(sourceName: string): Channel {
  if (sourceName === "pos") return "pos"
  return sourceName === "shopify_draft_order" ? "draft" : "online"
}

/** Whether an order is to be paid to the courier: one of its gateways is on the programme's list. */
export function isCashOnDelivery(fact: OrderFact, rules: ProgrammeRules): boolean {
  const { gateways } = rules.orders.cashOnDelivery
  return fact.gateways.some((gateway) => gateways.includes(gateway.trim().toLowerCase()))
}

const none = (code: ExplainStep["code"], params: ExplainStep["params"] = {}, voided = false): Eligibility => ({
  state: "none",
  voided,
  steps: [{ code, params }],
})

/** Decides whether an order counts. `shop.deleted` means that this order was deleted in Shopify. */
export function judgeEligibility(
  fact: OrderFact,
  rules: ProgrammeRules,
  context: EarningContext,
  shop: ShopView,
): Eligibility {
  if (shop.deleted) return none("order_deleted", {}, true)
  if (fact.cancelledAt !== null) return none("order_cancelled", {}, true)
  if (fact.financialStatus === "voided") return none("order_voided", {}, true)
  if (fact.test && !shop.developmentStore) return none("order_test")
  const kept = keptOut(fact, rules, context)
  if (kept) return kept
  const channel = channelOf(fact.channel)
  if (!rules.orders[channel]) return none(`channel_${channel}_off`)
  return judgePayment(fact, rules)
}

/** What stood against this order or its customer when it was placed. */
function keptOut(fact: OrderFact, rules: ProgrammeRules, context: EarningContext): Eligibility | null {
  const { pause, test, excludedTag, awaits = [] } = context
  if (pause) return none("earning_paused", { fromAt: pause.fromAt })
  if (test?.removed) return none("test_removed")
  if (test && !test.takesPart && !awaitsCustomer(awaits)) return none("outside_test")
  if (rules.exclusions.companies && fact.company) return none("company_excluded")
  if (awaitsCustomer(awaits)) return none("customer_awaited")
  return excludedTag ? none("customer_excluded", { tag: excludedTag }) : null
}

const awaitsCustomer = (awaits: string[]) => awaits.some((gid) => gid.startsWith("gid://shopify/Customer/"))

function judgePayment(fact: OrderFact, rules: ProgrammeRules): Eligibility {
  switch (fact.financialStatus) {
    case "paid":
    case "partially_refunded":
      return { state: "earning", voided: false, steps: [] }
    case "refunded":
      return { state: "earning", voided: false, steps: [{ code: "fully_refunded", params: {} }] }
    default:
      return isCashOnDelivery(fact, rules) ? judgeParcel(fact, rules) : judgeUnpaid(fact, rules)
  }
}

function judgeUnpaid(fact: OrderFact, rules: ProgrammeRules): Eligibility {
  if (fact.financialStatus !== "partially_paid") return none("unpaid")
  if (!rules.orders.partiallyPaid) return none("partially_paid_waits")
  return { state: "earning", voided: false, steps: [{ code: "partially_paid_counts", params: {} }] }
}

/** An unpaid order that the courier collects for. */
function judgeParcel(fact: OrderFact, rules: ProgrammeRules): Eligibility {
  if (hasFailedDelivery(fact)) return none("delivery_failed")
  if (rules.orders.cashOnDelivery.countsFrom === "delivery" && findDeliveredAt(fact) !== null)
    return { state: "earning", voided: false, steps: [{ code: "delivery_counts", params: {} }] }
  if (fact.financialStatus === "partially_paid" && rules.orders.partiallyPaid) return judgeUnpaid(fact, rules)
  return { state: "forecast", voided: false, steps: [] }
}
