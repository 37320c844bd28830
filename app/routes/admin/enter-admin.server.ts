import { askedLocale, localeOf } from "#app/i18n/locales.ts"
import { translator } from "#app/i18n/translate.ts"
import { CLIENT_HEADER } from "#app/lib/client-headers.ts"
import { spendRate } from "#app/lib/rate-limit.server.ts"
import type { RateDoor } from "#app/lib/rate-rules.ts"
import { type AdminVisitor, authenticateAdmin } from "#app/shopify/authenticate.server.ts"

/** Lets an admin request in (`authenticateAdmin`), unless this person, or this address that is let in nowhere, comes too often. */
export async function enterAdmin(request: Request): Promise<AdminVisitor> {
  let visitor: AdminVisitor
  try {
    visitor = await authenticateAdmin(request)
  } catch (refusal) {
    await count(request, "admin-refused", request.headers.get(CLIENT_HEADER) ?? "unknown")
    throw refusal
  }
  await count(request, "admin-staff", `${visitor.shop} ${visitor.staffId}`)
  return visitor
}

async function count(request: Request, door: RateDoor, key: string): Promise<void> {
  const verdict = await spendRate(door, key)
  if (verdict.ok) return
  throw new Response(translator(localeOf(askedLocale(request)))("errors:pages.too_often"), {
    status: 429,
    headers: { "Retry-After": String(verdict.retryAfterSeconds), "Content-Type": "text/plain; charset=utf-8" },
  })
}
