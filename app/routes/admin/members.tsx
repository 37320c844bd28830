import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { readListQuery } from "#app/lib/cursor.ts"
import { MembersView } from "#app/loyalty/members/ui/members-view.tsx"
import { readMemberList } from "#app/loyalty/members/ui-data/list-members.server.ts"
import { recordView } from "#app/privacy/access-log.server.ts"
import { adminRequest } from "./admin-request.server.ts"

export const loader = ({ request }: LoaderFunctionArgs) =>
  adminRequest(request, async ({ shop, staff, at }) => {
    const query = readListQuery(request.url)
    const [list] = await Promise.all([
      readMemberList(shop, query),
      recordView(shop, { staffId: staff, what: "members", subject: null, at }),
    ])
    return { ...list, ...query }
  })

export { PageErrorBoundary as ErrorBoundary } from "#app/ui/error-page.tsx"

export default function Members() {
  return <MembersView {...useLoaderData<typeof loader>()} />
}
