import { randomUUID } from "node:crypto"
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { readListQuery } from "#app/lib/list-query.ts"
import { findBulk } from "#app/loyalty/members/bulk/bulk-rows.server.ts"
import { MEMBER_LIST } from "#app/loyalty/members/member-filters.ts"
import type { BulkOutcome } from "#app/loyalty/members/ui/bulk-outcome.ts"
import { MembersView } from "#app/loyalty/members/ui/members-view.tsx"
import { readMemberList } from "#app/loyalty/members/ui-data/list-members.server.ts"
import { findNewestRules } from "#app/loyalty/members/ui-data/tier-names.server.ts"
import { recordView } from "#app/privacy/access-log.server.ts"
import { listSavedViews } from "#app/saved-views/saved-views.server.ts"
import { adminAction, adminRequest } from "./admin-request.server.ts"
import { bulkAction } from "./bulk-action.server.ts"

export const loader = ({ request }: LoaderFunctionArgs) =>
  adminRequest(request, async ({ shop, staff, timezone, at }) => {
    const query = readListQuery(new URL(request.url).searchParams, MEMBER_LIST)
    const [list, views, bulk, rules] = await Promise.all([
      readMemberList(shop, query, timezone),
      listSavedViews(shop, staff, "members"),
      findBulk(shop),
      findNewestRules(shop),
      recordView(shop, { staffId: staff, what: "members", subject: null, at }),
    ])
    // A new key for each form shown: the same form sent twice is one task.
    return { ...list, query, views, bulk, goodwillMax: rules?.goodwill.maxPoints ?? null, taskKey: randomUUID() }
  })

export const action = ({ request }: ActionFunctionArgs) =>
  adminAction<BulkOutcome>(request, (context) => bulkAction(request, context))

export { PageErrorBoundary as ErrorBoundary } from "#app/ui/error-page.tsx"
export { keepPage as shouldRevalidate } from "#app/ui/keep-page.ts"

export default function Members() {
  return <MembersView {...useLoaderData<typeof loader>()} />
}
