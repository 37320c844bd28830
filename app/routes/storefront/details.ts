import type { ActionFunctionArgs } from "@remix-run/node"
import { inShop } from "#app/lib/db.server.ts"
import { AppError } from "#app/lib/errors.ts"
import { tellDetails } from "#app/loyalty/members/join-at-storefront.server.ts"
import { json } from "./answer.server.ts"
import { answerForm, leadBack, refuseForm, refuseReading, requireAsked, wantsJson } from "./answer-form.server.ts"
import { readDetails } from "./join-form.ts"

/** POST /apps/regulars/details: a member adds a birthday or name that the programme asks for, or corrects the birthday once. */
export function action({ request }: ActionFunctionArgs): Promise<Response> {
  return answerForm(request, async ({ shop, customerId, locale, form, at }) => {
    const read = readDetails(form, await requireAsked(shop, at), at)
    if (!read.ok) return refuseForm(request, form, read.problem, locale)
    const told = await inShop(shop, (tx) => tellDetails(tx, shop, customerId, read.details, at))
    if (!told.ok && told.reason === "not_member") throw new AppError("conflict", "only members tell details")
    if (!told.ok) return refuseForm(request, form, told.reason, locale)
    return wantsJson(request) ? json({ details: told.details }) : leadBack(form)
  })
}

export const loader = refuseReading
