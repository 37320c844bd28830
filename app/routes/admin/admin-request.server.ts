import { json } from "@remix-run/node"
import { now } from "#app/lib/clock.server.ts"
import { AppError, UpstreamError } from "#app/lib/errors.ts"
import { log } from "#app/lib/log.server.ts"
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

/** Authenticates, runs a page's one call, and turns a refusal (AppError) into its HTTP answer. The shop is the session's. */
export async function adminRequest<T>(request: Request, work: (context: AdminRequest) => Promise<T>): Promise<T> {
  const visitor = await enterAdmin(request)
  const shop = await recordedShop(visitor)
  const context: AdminRequest = {
    shop: visitor.shop,
    staff: visitor.staffId,
    currency: shop?.currency ?? "EUR",
    timezone: shop?.timezone ?? "UTC",
    at: now(),
  }
  try {
    return await work(context)
  } catch (error) {
    if (error instanceof AppError) throw json({ code: error.code }, { status: error.status, headers: error.headers })
    throw error
  }
}

/** What an action answers when nothing was saved and the reason is not a field: shown on the page, whose input stays. */
export type ActionFailure = { ok: false; failure: string }

/** Like `adminRequest` for actions: a refusal or a fault becomes a value, so that the page and what was typed survive. */
export function adminAction<T>(
  request: Request,
  work: (context: AdminRequest) => Promise<T>,
): Promise<T | ActionFailure> {
  refuseBrokenForms(request)
  return adminRequest(request, async (context) => {
    try {
      return await work(context)
    } catch (error) {
      if (error instanceof AppError) return { ok: false, failure: error.code }
      if (error instanceof UpstreamError) return { ok: false, failure: "upstream" }
      log.error({ shop: context.shop, error: String(error) }, "an action failed")
      return { ok: false, failure: "unexpected" }
    }
  })
}

/** A body that is no form is the sender's mistake, not a fault of ours. */
function refuseBrokenForms(request: Request): void {
  const read = request.formData.bind(request)
  request.formData = () =>
    read().catch(() => {
      throw new AppError("bad_request", "the body is no form")
    })
}
