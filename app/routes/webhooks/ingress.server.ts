import type { IncomingMessage, ServerResponse } from "node:http"
import { AppError } from "#app/lib/errors.ts"
import { log } from "#app/lib/log.server.ts"
import type { EventStore, IncomingEvent } from "#app/queue/store-events.server.ts"
import { readDeliveryHeaders, requireJsonObject } from "./check-delivery.ts"
import type { DeliveryGuard } from "./delivery-guard.server.ts"
import { type BodyFault, readBody } from "./read-body.server.ts"

export type IngressOptions = {
  /** Whether `signature` (X-Shopify-Hmac-Sha256) is Shopify's over exactly these bytes; compares in constant time. */
  isSigned: (rawBody: Buffer, signature: string) => boolean
  store: EventStore
  /** Who is not listened to for a while; absent: nobody. */
  guard?: DeliveryGuard
  bodyLimitBytes?: number
  bodyTimeoutMs?: number
}

export type Ingress = {
  /** Takes the request if it is for /webhooks; otherwise returns false and has touched nothing. */
  handle: (request: IncomingMessage, response: ServerResponse) => boolean
  /** Resolves when no delivery is being answered any more. */
  settled: () => Promise<void>
}

const BODY_LIMIT_BYTES = 5 * 1024 * 1024
const BODY_TIMEOUT_MS = 10_000
const RETRY_AFTER_SECONDS = 5

/**
 * The door for all webhooks: verify, store, wake the worker, answer. 200 means durable. It stands ahead of the framework
 * (docs/decisions/007) and does nothing else, whatever the topic; events of shops we do not know are stored
 * too, because Shopify signed them, and the worker decides.
 */
export function createIngress(options: IngressOptions): Ingress {
  const open = new Set<Promise<void>>()

  function handle(request: IncomingMessage, response: ServerResponse): boolean {
    const path = request.url?.split("?", 1)[0]
    if (path !== "/webhooks") return false
    const answered = answer(request, response, options).finally(() => open.delete(answered))
    open.add(answered)
    return true
  }

  async function settled(): Promise<void> {
    while (open.size > 0) await Promise.all(open)
  }

  return { handle, settled }
}

async function answer(request: IncomingMessage, response: ServerResponse, options: IngressOptions): Promise<void> {
  if (request.method !== "POST") return refuse(response, 405, "only POST", { Allow: "POST" })
  const signature = request.headers["x-shopify-hmac-sha256"]
  const rests = options.guard?.restingSeconds(request) ?? 0
  if (rests > 0) return refuseUnread(response, 429, "too many unsigned deliveries", rests)
  if (typeof signature !== "string" || signature === "") {
    options.guard?.unsigned(request)
    return refuseUnread(response, 400, "header x-shopify-hmac-sha256 is missing")
  }
  const limitBytes = options.bodyLimitBytes ?? BODY_LIMIT_BYTES
  const read = await readBody(request, limitBytes, options.bodyTimeoutMs ?? BODY_TIMEOUT_MS)
  if (!read.ok) {
    if (read.reason !== "too_busy") options.guard?.unsigned(request)
    return refuseBody(response, read.reason)
  }
  if (!options.isSigned(read.body, signature)) {
    options.guard?.unsigned(request)
    return reply(response, 401, "the signature is not Shopify's")
  }
  options.guard?.signed(request)
  try {
    const event = readEvent(request, read.body)
    await options.store.add(event).then(
      () => reply(response, 200, ""),
      () => refuse(response, 503, "not stored", { "Retry-After": String(RETRY_AFTER_SECONDS) }),
    )
  } catch (error) {
    if (error instanceof AppError) return reply(response, error.status, error.message)
    log.error({ error: String(error) }, "a webhook could not be answered")
    refuse(response, 503, "not stored", { "Retry-After": String(RETRY_AFTER_SECONDS) })
  }
}

function readEvent(request: IncomingMessage, body: Buffer): IncomingEvent {
  const headers = readDeliveryHeaders(request.headers)
  requireJsonObject(body)
  return { ...headers, body }
}

const UNREAD = {
  too_large: [413, "the body is too large"],
  too_slow: [408, "the body came too slowly"],
  too_busy: [503, "too much is being read"],
} as const

function refuseBody(response: ServerResponse, reason: BodyFault): void {
  if (reason === "broken_off") return void response.destroy()
  const [status, words] = UNREAD[reason]
  refuseUnread(response, status, words, RETRY_AFTER_SECONDS)
}

/** The rest of the body is never read, so the connection cannot serve another request. */
function refuseUnread(response: ServerResponse, status: number, words: string, retryAfterSeconds = 0): void {
  if (retryAfterSeconds > 0) response.setHeader("Retry-After", String(retryAfterSeconds))
  refuse(response, status, words, { Connection: "close" })
}

function refuse(response: ServerResponse, status: number, words: string, headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  reply(response, status, words)
}

function reply(response: ServerResponse, status: number, words: string): void {
  response.statusCode = status
  if (words) response.setHeader("Content-Type", "text/plain; charset=utf-8")
  response.setHeader("Content-Length", Buffer.byteLength(words))
  response.end(words)
}
