import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { now } from "#app/lib/clock.server.ts"
import { inShop } from "#app/lib/db.server.ts"
import { AppError } from "#app/lib/errors.ts"
import { requireRate } from "#app/lib/rate-limit.server.ts"
import { tellDetails } from "#app/loyalty/members/join-at-storefront.server.ts"
import { findAsked } from "#app/loyalty/programme/asked.server.ts"
import { answerVisitor, json, requireCustomer } from "./answer.server.ts"
import { leadBack, refuseForm, wantsJson } from "./answer-form.server.ts"
import { readDetails, readForm } from "./join-form.ts"

/** POST /apps/regulars/details: a member adds a birthday or name that the programme asks for, or corrects the birthday once. */
export function action({ request }: ActionFunctionArgs): Promise<Response> {
  return answerVisitor(request, async ({ shop, customerId: id, locale }) => {
    const customerId = requireCustomer({ customerId: id })
    await requireRate("storefront-join", `${shop} ${customerId}`)
    const form = await readForm(request)
    const at = now()
    const ask = await findAsked(shop, at)
    if (!ask) throw new AppError("conflict", "the shop has no programme yet")
    const read = readDetails(form, ask, at)
    if (!read.ok) return refuseForm(request, form, read.problem, locale)
    const told = await inShop(shop, (tx) => tellDetails(tx, shop, customerId, read.details, at))
    if (!told.ok && told.reason === "not_member") throw new AppError("conflict", "only members tell details")
    if (!told.ok) return refuseForm(request, form, told.reason, locale)
    return wantsJson(request) ? json({ details: told.details }) : leadBack(form)
  })
}

export function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  return answerVisitor(request, async () => json({ error: "method_not_allowed" }, 405))
}
