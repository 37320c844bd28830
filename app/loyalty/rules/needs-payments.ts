import type { OrderFact } from "#app/records/orders/order-fact.ts"
import type { ProgrammeRules } from "../programme/programme-rules.ts"

const GIFT_GATEWAYS = new Set(["gift_card", "shopify_store_credit", "store_credit"])

/** Whether a gateway name means money that was bought or given before: a gift card or store credit. */
export function isGiftGateway(gateway: string): boolean {
  return GIFT_GATEWAYS.has(gateway.trim().toLowerCase().replaceAll(" ", "_"))
}

/**
 * Whether an order cannot be judged before its transactions are read: paying with a gift card does not earn here, such
 * a gateway is named, and how much came through it is not known (webhook payloads carry no transactions).
 */
export function needsPayments(fact: OrderFact, rules: ProgrammeRules): boolean {
  return !rules.basis.giftCardPayments && fact.payments === null && fact.gateways.some(isGiftGateway)
}
