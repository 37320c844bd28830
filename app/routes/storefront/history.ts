import type { LoaderFunctionArgs } from "@remix-run/node"
import { z } from "zod"
import { localeOf } from "#app/i18n/locales.ts"
import { AppError } from "#app/lib/errors.ts"
import { listShopperHistory } from "#app/loyalty/members/shopper-view.server.ts"
import { answerVisitor, json, requireCustomer } from "./answer.server.ts"

const querySchema = z.object({ cursor: z.coerce.number().int().min(1).max(2_147_483_647).nullable() })

/** GET /apps/regulars/history?locale=bg&cursor=12 → `{ entries, next }`, the newest first, in the reader's words. */
export function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  return answerVisitor(request, async (visitor) => {
    const customerId = requireCustomer(visitor)
    const query = querySchema.safeParse({ cursor: new URL(request.url).searchParams.get("cursor") })
    if (!query.success) throw new AppError("bad_request", "cursor is no place in the history")
    const locale = localeOf(visitor.locale)
    return json(await listShopperHistory(visitor.shop, customerId, locale, query.data.cursor))
  })
}
