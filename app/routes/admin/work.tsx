import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import type { WorkActionOutcome } from "#app/dead-work/ui/work-outcome.tsx"
import { WorkView } from "#app/dead-work/ui/work-view.tsx"
import { WORK_LIST } from "#app/dead-work/work-filters.ts"
import { getWorkPage } from "#app/dead-work/work-page.server.ts"
import { readListQuery } from "#app/lib/list-query.ts"
import { listSavedViews } from "#app/saved-views/saved-views.server.ts"
import { adminRequest } from "./admin-request.server.ts"
import { workAction } from "./work-action.server.ts"

export const loader = ({ request }: LoaderFunctionArgs) =>
  adminRequest(request, async ({ shop, staff }) => {
    const query = readListQuery(new URL(request.url).searchParams, WORK_LIST)
    const [page, views] = await Promise.all([getWorkPage(shop, query), listSavedViews(shop, staff, "work")])
    return { page, query, views }
  })

export const action = ({ request }: ActionFunctionArgs) => workAction(request)

export { PageErrorBoundary as ErrorBoundary } from "#app/ui/error-page.tsx"
export { keepPage as shouldRevalidate } from "#app/ui/keep-page.ts"

export default function Work() {
  const outcome = useActionData<typeof action>() as WorkActionOutcome | undefined
  return <WorkView {...useLoaderData<typeof loader>()} outcome={outcome} />
}
