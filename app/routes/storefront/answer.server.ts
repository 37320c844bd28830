import { CLIENT_HEADER, VISITOR_HEADER } from "#app/lib/client-headers.ts"
import { AppError } from "#app/lib/errors.ts"
import { requireRate } from "#app/lib/rate-limit.server.ts"
import { hasLeft } from "#app/records/shops/left-shops.server.ts"
import { authenticateProxy, type ProxyVisitor } from "#app/shopify/proxy.server.ts"

/** JSON for the shop's pages: personal, so nobody between may keep it. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { ...headers, "cache-control": "no-store" } })
}

/** Runs `work` for a visitor whom the shop vouches for; what was refused becomes `{ error: code }` with its status. */
export async function answerVisitor(
  request: Request,
  work: (visitor: ProxyVisitor) => Promise<Response>,
): Promise<Response> {
  try {
    const visitor = await enter(request)
    if (visitor.customerId === null)
      await requireRate("storefront-visitor", `${visitor.shop} ${request.headers.get(VISITOR_HEADER)}`)
    else await requireRate("storefront-customer", `${visitor.shop} ${visitor.customerId}`)
    // Removed, but still asked by a page somebody has open: nothing to show.
    if (await hasLeft(visitor.shop)) return json({ state: "visitor", member: null, entries: [], next: null })
    return await work(visitor)
  } catch (refused) {
    if (refused instanceof AppError) return json({ error: refused.code }, refused.status, refused.headers)
    throw refused
  }
}

/** What the shop does not vouch for is counted by who sent it: honest requests come from Shopify's few addresses. */
async function enter(request: Request): Promise<ProxyVisitor> {
  try {
    return authenticateProxy(request)
  } catch (refused) {
    if (!(refused instanceof Response && refused.status === 401)) throw refused
    await requireRate("storefront-refused", request.headers.get(CLIENT_HEADER) ?? "unknown")
    throw new AppError("unauthorized", "the shop does not vouch for this request")
  }
}

/** The signed-in customer's gid; refuses visitors. */
export function requireCustomer(visitor: Pick<ProxyVisitor, "customerId">): string {
  if (visitor.customerId === null) throw new AppError("unauthorized", "nobody is signed in")
  return visitor.customerId
}
