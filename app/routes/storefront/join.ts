import type { ActionFunctionArgs } from "@remix-run/node"
import { localeOf } from "#app/i18n/locales.ts"
import { inShop } from "#app/lib/db.server.ts"
import { joinAtStorefront } from "#app/loyalty/members/join-at-storefront.server.ts"
import { findShopperSummary } from "#app/loyalty/members/shopper-view.server.ts"
import { json } from "./answer.server.ts"
import { answerForm, leadBack, refuseForm, refuseReading, requireAsked, wantsJson } from "./answer-form.server.ts"
import { readConsent, readDetails } from "./join-form.ts"

/**
 * POST /apps/regulars/join, `consent=yes` with the version of its words, and what the programme asks for →
 * `{ state: "member", member }`; a form without JavaScript is led back to where it stood.
 */
export function action({ request }: ActionFunctionArgs): Promise<Response> {
  return answerForm(request, async ({ shop, customerId, locale, form, at }) => {
    const consent = { ...readConsent(form), locale: localeOf(locale) }
    const read = readDetails(form, await requireAsked(shop, at), at)
    if (!read.ok) return refuseForm(request, form, read.problem, locale)
    const joined = await inShop(shop, (tx) =>
      joinAtStorefront(tx, shop, customerId, { consent, details: read.details }, at),
    )
    if (!joined.ok) return refuseForm(request, form, joined.reason, locale)
    if (!wantsJson(request)) return leadBack(form)
    return json({ state: "member", member: await findShopperSummary(shop, customerId, at), details: joined.details })
  })
}

export const loader = refuseReading
