import type { LoaderFunctionArgs } from "@remix-run/node"
import { now } from "#app/lib/clock.server.ts"
import { findShopperSummary } from "#app/loyalty/members/shopper-view.server.ts"
import { answerVisitor, json } from "./answer.server.ts"

/** GET /apps/regulars/summary → `{ state, member }`: the fresh numbers of whoever asks. */
export function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  return answerVisitor(request, async ({ shop, customerId }) => {
    if (customerId === null) return json({ state: "visitor", member: null })
    const member = await findShopperSummary(shop, customerId, now())
    return json({ state: member ? "member" : "newcomer", member })
  })
}
