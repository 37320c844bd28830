import { json, type TypedResponse } from "@remix-run/node"
import { now } from "#app/lib/clock.server.ts"
import { AppError, UpstreamError } from "#app/lib/errors.ts"
import { log } from "#app/lib/log.server.ts"
import { NoAccessError } from "#app/shopify/admin-api.server.ts"
import { enterAdmin } from "./enter-admin.server.ts"
import { recordedShop } from "./recorded-shop.server.ts"

/** What every admin page knows: whose rows it may read, who asks, in which zone and currency the shop reckons, when it is. */
export type AdminRequest = {
  shop: string
  staff: string
  currency: string
  timezone: string
  at: Date
}

/**
 * Authenticates, runs a page's one call, and turns a refusal (ours, or Shopify's) into its HTTP answer. The shop is the
 * session's.
 */
export async function adminRequest<T>(request: Request, work: (context: AdminRequest) => Promise<T>): Promise<T> {
  const visitor = await enterAdmin(request)
  try {
    const shop = await recordedShop(visitor)
    return await work({
      shop: visitor.shop,
      staff: visitor.staffId,
      currency: shop?.currency ?? "EUR",
      timezone: shop?.timezone ?? "UTC",
      at: now(),
    })
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal) throw json({ code: refusal.code }, { status: refusal.status, headers: refusal.headers })
    throw error
  }
}

type Refusal = { code: string; status: number; headers: Record<string, string> }

/** Who refused, as a code of errors.json: we, or Shopify, which gave no permission or no answer. Null: a fault. */
function refusalOf(error: unknown): Refusal | null {
  if (error instanceof AppError) return { code: error.code, status: error.status, headers: error.headers }
  if (error instanceof NoAccessError) return { code: "no_access", status: 403, headers: {} }
  if (error instanceof UpstreamError) {
    const seconds = String(Math.ceil(error.retryAfterMs / 1000))
    return { code: "upstream", status: 503, headers: { "Retry-After": seconds } }
  }
  return null
}

/** What an action answers when nothing was saved and the reason is not a field: shown on the page, whose input stays. */
export type ActionFailure = { ok: false; failure: string }

/** Like `adminRequest` for actions: a refusal or a fault becomes a value, so that the page and what was typed survive. */
export function adminAction<T>(
  request: Request,
  work: (context: AdminRequest) => Promise<T>,
): Promise<T | ActionFailure | TypedResponse<ActionFailure>> {
  refuseBrokenForms(request)
  const done = adminRequest<T | ActionFailure>(request, async (context) => {
    try {
      return await work(context)
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal) return { ok: false, failure: refusal.code }
      log.error({ shop: context.shop, error: String(error) }, "an action failed")
      return { ok: false, failure: "unexpected" }
    }
  })
  return done.catch(unconfirmed)
}

/** Nobody confirmed who asks. The library's headers stay: they let App Bridge ask once more with a new token. */
function unconfirmed(thrown: unknown): TypedResponse<ActionFailure> {
  if (!(thrown instanceof Response) || thrown.status !== 401) throw thrown
  return json({ ok: false, failure: "unconfirmed" }, { status: 401, headers: thrown.headers })
}

/** A body that is no form is the sender's mistake, not a fault of ours. */
function refuseBrokenForms(request: Request): void {
  const read = request.formData.bind(request)
  request.formData = () =>
    read().catch(() => {
      throw new AppError("bad_request", "the body is no form")
    })
}
