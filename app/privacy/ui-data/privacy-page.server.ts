import { gidDigits } from "#app/shopify/gid.ts"
import { listViews, type ViewedThing } from "../access-log.server.ts"
import { listRequests, type PrivacyKind } from "../request-rows.server.ts"

/** A request as the page lists it. `late`: its day has passed and it is not answered. */
export type RequestLine = {
  requestId: string
  kind: PrivacyKind
  customer: string | null
  receivedAt: string
  dueAt: string
  doneAt: string | null
  late: boolean
  failed: boolean
  hasFile: boolean
}

/** A view by staff; `subject` with its page, when it has one. */
export type ViewLine = {
  id: string
  at: string
  staffId: string
  what: ViewedThing
  subject: { words: string; url: string | null } | null
}

export type PrivacyPage = { requests: RequestLine[]; views: ViewLine[] }

/** What people asked of this shop, and which of its staff looked at whose data. No names: ids lead to them. */
export async function getPrivacyPage(shop: string, at: Date): Promise<PrivacyPage> {
  const [requests, views] = await Promise.all([listRequests(shop), listViews(shop)])
  return {
    requests: requests.map((request) => ({
      requestId: request.requestId,
      kind: request.kind,
      customer: request.customerId && gidDigits("Customer", request.customerId),
      receivedAt: request.receivedAt.toISOString(),
      dueAt: request.dueAt.toISOString(),
      doneAt: request.doneAt?.toISOString() ?? null,
      late: request.doneAt === null && request.dueAt < at,
      failed: request.doneAt === null && request.error !== null,
      hasFile: request.hasFile,
    })),
    views: views.map(({ id, at: seenAt, staffId, what, subject }) => ({
      id: String(id),
      at: seenAt.toISOString(),
      staffId,
      what,
      subject: subject === null ? null : { words: subject.slice(subject.lastIndexOf("/") + 1), url: pageOf(subject) },
    })),
  }
}

function pageOf(subject: string): string | null {
  const digits = subject.slice(subject.lastIndexOf("/") + 1)
  if (subject.startsWith("gid://shopify/Customer/")) return `/app/members/${digits}`
  if (subject.startsWith("gid://shopify/Order/")) return `/app/orders/${digits}`
  return null
}
