import type { LoaderFunctionArgs } from "@remix-run/node"
import { now } from "#app/lib/clock.server.ts"
import { findShopperSummary, noteVisit } from "#app/loyalty/members/shopper-view.server.ts"
import { findWaitingPoints } from "#app/loyalty/members/waiting-points.server.ts"
import { answerVisitor, json } from "./answer.server.ts"

/**
 * GET /apps/regulars/summary → `{ state, member, waiting }`: the fresh numbers of whoever asks; `waiting`: what a customer
 * who has not joined would be credited for it, told to nobody else.
 */
export function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  return answerVisitor(request, async ({ shop, customerId }) => {
    if (customerId === null) return json({ state: "visitor", member: null })
    const at = now()
    await noteVisit(shop, customerId, at)
    const member = await findShopperSummary(shop, customerId, at)
    if (member) return json({ state: "member", member })
    return json({ state: "newcomer", member, waiting: await findWaitingPoints(shop, customerId, at) })
  })
}
