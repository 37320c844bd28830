import type { LoaderFunctionArgs } from "@remix-run/node"
import { now } from "#app/lib/clock.server.ts"
import { findShownDetails } from "#app/loyalty/members/join-at-storefront.server.ts"
import { findShopperSummary, noteVisit } from "#app/loyalty/members/shopper-view.server.ts"
import { findWaitingPoints } from "#app/loyalty/members/waiting-points.server.ts"
import { answerVisitor, json } from "./answer.server.ts"

/**
 * GET /apps/regulars/summary → `{ state, member, waiting }`: the fresh numbers of whoever asks; `waiting`: what a customer
 * who has not joined would be credited for it, told to nobody else. With `?details=1` (a page that shows them) also what
 * a member told of themselves.
 */
export function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  return answerVisitor(request, async ({ shop, customerId }) => {
    if (customerId === null) return json({ state: "visitor", member: null })
    const at = now()
    await noteVisit(shop, customerId, at)
    const member = await findShopperSummary(shop, customerId, at)
    if (!member) return json({ state: "newcomer", member, waiting: await findWaitingPoints(shop, customerId, at) })
    const withDetails = new URL(request.url).searchParams.get("details") === "1"
    const details = withDetails ? { details: await findShownDetails(shop, customerId) } : {}
    return json({ state: "member", member, ...details })
  })
}
