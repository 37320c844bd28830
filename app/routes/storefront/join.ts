import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { localeOf } from "#app/i18n/locales.ts"
import { now } from "#app/lib/clock.server.ts"
import { inShop } from "#app/lib/db.server.ts"
import { AppError } from "#app/lib/errors.ts"
import { requireRate } from "#app/lib/rate-limit.server.ts"
import { joinAtStorefront } from "#app/loyalty/members/join-at-storefront.server.ts"
import { findShopperSummary } from "#app/loyalty/members/shopper-view.server.ts"
import { findAsked } from "#app/loyalty/programme/asked.server.ts"
import { answerVisitor, json, requireCustomer } from "./answer.server.ts"
import { leadBack, refuseForm, wantsJson } from "./answer-form.server.ts"
import { readConsent, readDetails, readForm } from "./join-form.ts"

/**
 * POST /apps/regulars/join, `consent=yes` with the version of its words, and what the programme asks for →
 * `{ state: "member", member }`; a form without JavaScript is led back to where it stood.
 */
export function action({ request }: ActionFunctionArgs): Promise<Response> {
  return answerVisitor(request, async ({ shop, customerId: id, locale }) => {
    const customerId = requireCustomer({ customerId: id })
    await requireRate("storefront-join", `${shop} ${customerId}`)
    const form = await readForm(request)
    const consent = { ...readConsent(form), locale: localeOf(locale) }
    const at = now()
    const ask = await findAsked(shop, at)
    if (!ask) throw new AppError("conflict", "the shop has no programme yet")
    const read = readDetails(form, ask, at)
    if (!read.ok) return refuseForm(request, form, read.problem, locale)
    const joined = await inShop(shop, (tx) =>
      joinAtStorefront(tx, shop, customerId, { consent, details: read.details }, at),
    )
    if (!joined.ok) return refuseForm(request, form, joined.reason, locale)
    if (!wantsJson(request)) return leadBack(form)
    return json({ state: "member", member: await findShopperSummary(shop, customerId, at), details: joined.details })
  })
}

export function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  return answerVisitor(request, async () => json({ error: "method_not_allowed" }, 405))
}
