import { randomUUID } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import { metrics } from "#app/lib/metrics.server.ts"
import { readTraceId } from "#app/lib/trace.server.ts"
import { routePattern } from "./route-pattern.ts"

/** Nobody was there any more to be answered. */
const BROKEN_OFF = 499

const OUTCOMES: Record<number, string> = {
  200: "stored",
  400: "malformed",
  401: "unsigned",
  405: "wrong_method",
  408: "too_slow",
  413: "too_large",
  429: "too_often",
  503: "not_stored",
  [BROKEN_OFF]: "broken_off",
}

/** The first part of Shopify's topics that we listen to; everything else is one class. */
const TOPIC_CLASSES = new Set([
  ...[
    "orders",
    "refunds",
    "customers",
    "products",
    "shop",
    "app",
    "bulk_operations",
    "fulfillments",
    "order_transactions",
  ],
])

/**
 * Names a request and, when it is answered, counts it. The id is the one a proxy gave (X-Request-Id, when it is sane), for
 * webhooks Shopify's own, else a new one; the answer carries it. Returns it.
 */
export function watchRequest(request: IncomingMessage, response: ServerResponse): string {
  const { headers } = request
  const isWebhook = request.url === "/webhooks" || request.url?.startsWith("/webhooks?") === true
  const given = isWebhook
    ? (readTraceId(headers["x-shopify-event-id"]) ?? readTraceId(headers["x-shopify-webhook-id"]))
    : readTraceId(headers["x-request-id"])
  const id = given ?? randomUUID()
  response.setHeader("X-Request-Id", id)
  if (isWebhook) response.once("close", () => countWebhook(headers["x-shopify-topic"], statusOf(response)))
  else {
    const ended = metrics.http.startTimer()
    const route = routePattern(request.url ?? "")
    response.once("close", () => ended({ route, status: statusOf(response) }))
  }
  return id
}

function statusOf(response: ServerResponse): number {
  return response.writableEnded ? response.statusCode : BROKEN_OFF
}

function countWebhook(topic: string | string[] | undefined, status: number): void {
  const topicClass = typeof topic === "string" ? (topic.split("/", 1)[0] as string) : ""
  const outcome = OUTCOMES[status] ?? "failed"
  metrics.webhooks.inc({ topic: TOPIC_CLASSES.has(topicClass) ? topicClass : "other", outcome })
}
