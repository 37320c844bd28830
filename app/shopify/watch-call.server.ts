import { log } from "#app/lib/log.server.ts"
import { metrics } from "#app/lib/metrics.server.ts"
import type { AdminAnswer } from "./admin-answer.ts"

/** What one call came to, counted and written down with the id by which Shopify's support finds it. */
type Told = (answer: AdminAnswer, shopifyRequest: string | null) => AdminAnswer

/** Starts the watch over one call of the Admin API; what it came to passes through. */
export function watchCall(shop: string, operation: string): Told {
  const startedAt = performance.now()
  return (answer, shopifyRequest) => {
    const ms = performance.now() - startedAt
    const outcome = answer.kind === "busy" && /throttled|too many/.test(answer.message) ? "throttled" : answer.kind
    metrics.adminApi.observe({ outcome }, ms / 1000)
    const facts = { shop, operation, outcome, shopifyRequest, ms: Math.round(ms) }
    if (answer.kind === "data") log.debug(facts, "Shopify answered")
    else log.warn({ ...facts, error: "message" in answer ? answer.message : undefined }, "Shopify did not do it")
    return answer
  }
}
