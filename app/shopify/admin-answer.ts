/**
 * What an answer of the Admin API means for us:
 * data; busy (not done, come back after `waitMs`); broken (unknown whether done); unauthorised (token refused);
 * denied (a scope is missing); refused (the request itself is wrong, a fault of ours).
 */
export type AdminAnswer =
  | { kind: "data"; data: unknown }
  | { kind: "busy"; waitMs: number; message: string }
  | { kind: "broken"; message: string }
  | { kind: "unauthorised" }
  | { kind: "denied"; message: string }
  | { kind: "refused"; message: string }

type GraphqlError = { message?: string; extensions?: { code?: string } }
type Cost = {
  requestedQueryCost?: number
  throttleStatus?: { currentlyAvailable?: number; restoreRate?: number }
}
type Body = { data?: unknown; errors?: GraphqlError[] | string; extensions?: { cost?: Cost } }

const DEFAULT_WAIT_MS = 1_000
/** A shop that is frozen or paused comes back by its owner's hand, not in seconds. */
const INACTIVE_WAIT_MS = 60 * 60_000
const INACTIVE_STATUSES = [402, 423]
const PASSING_CODES = ["INTERNAL_SERVER_ERROR", "TIMEOUT", "SERVICE_UNAVAILABLE"]

/** Reads one HTTP answer (status, Retry-After header, body text) of the GraphQL endpoint. */
export function readAnswer(status: number, retryAfter: string | null, text: string): AdminAnswer {
  if (status === 401) return { kind: "unauthorised" }
  if (status === 403) return { kind: "denied", message: text.slice(0, 200) }
  if (status === 429) return { kind: "busy", waitMs: retryAfterMs(retryAfter), message: "too many requests" }
  if (INACTIVE_STATUSES.includes(status))
    return { kind: "busy", waitMs: INACTIVE_WAIT_MS, message: "the shop is not active" }
  if (status >= 500) return { kind: "broken", message: `answered ${status}` }
  const body = parseBody(text)
  if (status >= 400) return { kind: "refused", message: `${status} ${text.slice(0, 200)}` }
  if (!body) return { kind: "broken", message: "the answer was cut off" }
  return body.errors ? readErrors(body) : { kind: "data", data: body.data }
}

/** The wait until Shopify's leaky bucket holds enough for a query of this cost again. */
function throttleWaitMs(cost: Cost | undefined): number {
  const needed = cost?.requestedQueryCost ?? 0
  const available = cost?.throttleStatus?.currentlyAvailable ?? 0
  const perSecond = cost?.throttleStatus?.restoreRate ?? 0
  if (perSecond <= 0) return DEFAULT_WAIT_MS
  return Math.ceil((Math.max(0, needed - available) / perSecond) * 1000)
}

function retryAfterMs(header: string | null): number {
  const seconds = Number(header)
  return header !== null && Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds * 1000) : DEFAULT_WAIT_MS
}

function readErrors(body: Body): AdminAnswer {
  const errors = Array.isArray(body.errors) ? body.errors : [{ message: String(body.errors) }]
  const codes = errors.map((error) => error.extensions?.code ?? "")
  const message = errors
    .map((error) => error.message ?? "")
    .join("; ")
    .slice(0, 500)
  if (codes.includes("THROTTLED"))
    return { kind: "busy", waitMs: throttleWaitMs(body.extensions?.cost), message: "throttled" }
  if (codes.includes("SHOP_INACTIVE")) return { kind: "busy", waitMs: INACTIVE_WAIT_MS, message }
  if (codes.includes("ACCESS_DENIED")) return { kind: "denied", message }
  if (codes.some((code) => PASSING_CODES.includes(code))) return { kind: "broken", message }
  return { kind: "refused", message }
}

function parseBody(text: string): Body | null {
  try {
    const value: unknown = JSON.parse(text)
    return value !== null && typeof value === "object" ? value : null
  } catch {
    return null
  }
}
