import { AppError } from "#app/lib/errors.ts"
import { authenticateProxy, type ProxyVisitor } from "#app/shopify/proxy.server.ts"

/** JSON for the shop's pages: personal, so nobody between may keep it. */
export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } })
}

/** Runs `work` for a visitor whom the shop vouches for; what was refused becomes `{ error: code }` with its status. */
export async function answerVisitor(
  request: Request,
  work: (visitor: ProxyVisitor) => Promise<Response>,
): Promise<Response> {
  try {
    return await work(authenticateProxy(request))
  } catch (refused) {
    if (refused instanceof AppError) return json({ error: refused.code }, refused.status)
    if (refused instanceof Response && refused.status === 401) return json({ error: "unauthorized" }, 401)
    throw refused
  }
}

/** The signed-in customer's gid; refuses visitors. */
export function requireCustomer(visitor: ProxyVisitor): string {
  if (visitor.customerId === null) throw new AppError("unauthorized", "nobody is signed in")
  return visitor.customerId
}
