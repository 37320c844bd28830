import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { z } from "zod"
import { now } from "#app/lib/clock.server.ts"
import { inShop } from "#app/lib/db.server.ts"
import { AppError } from "#app/lib/errors.ts"
import { requireRate } from "#app/lib/rate-limit.server.ts"
import { join } from "#app/loyalty/members/member.server.ts"
import { findShopperSummary } from "#app/loyalty/members/shopper-view.server.ts"
import { hasProgramme } from "#app/loyalty/programme/has-programme.server.ts"
import { answerVisitor, json, requireCustomer } from "./answer.server.ts"

const MAX_BYTES = 4096
const bodySchema = z.object({ consent: z.literal("yes") })

/** POST /apps/regulars/join, `consent=yes` → `{ state: "member", member }`; a form without JavaScript is led to the account. */
export function action({ request }: ActionFunctionArgs): Promise<Response> {
  return answerVisitor(request, async (visitor) => {
    const customerId = requireCustomer(visitor)
    await requireRate("storefront-join", `${visitor.shop} ${customerId}`)
    const body = bodySchema.safeParse(await readForm(request))
    if (!body.success) throw new AppError("bad_request", "joining needs consent")
    const at = now()
    if (!(await hasProgramme(visitor.shop, at))) throw new AppError("conflict", "the shop has no programme yet")
    await inShop(visitor.shop, (tx) => join(tx, visitor.shop, customerId, "storefront", at))
    if (!wantsJson(request)) return redirectToAccount()
    return json({ state: "member", member: await findShopperSummary(visitor.shop, customerId, at) })
  })
}

export function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  return answerVisitor(request, async () => json({ error: "method_not_allowed" }, 405))
}

async function readForm(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text()
  if (text.length > MAX_BYTES) throw new AppError("too_large", "a join form is small")
  return Object.fromEntries(new URLSearchParams(text))
}

function wantsJson(request: Request): boolean {
  return request.headers.get("accept")?.includes("application/json") ?? false
}

/** Relative: the browser stands on the shop's own address. */
function redirectToAccount(): Response {
  return new Response(null, { status: 303, headers: { location: "/account", "cache-control": "no-store" } })
}
