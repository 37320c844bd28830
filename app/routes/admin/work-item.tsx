import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { WorkItemView } from "#app/dead-work/ui/work-item-view.tsx"
import type { WorkActionOutcome } from "#app/dead-work/ui/work-outcome.tsx"
import { getWorkItemPage } from "#app/dead-work/work-page.server.ts"
import { adminRequest } from "./admin-request.server.ts"
import { workAction } from "./work-action.server.ts"

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  adminRequest(request, ({ shop }) => getWorkItemPage(shop, params.workId ?? ""))

export const action = ({ request }: ActionFunctionArgs) => workAction(request)

export { PageErrorBoundary as ErrorBoundary } from "#app/ui/error-page.tsx"
export { keepPage as shouldRevalidate } from "#app/ui/keep-page.ts"

export default function WorkItem() {
  const outcome = useActionData<typeof action>() as WorkActionOutcome | undefined
  return <WorkItemView page={useLoaderData<typeof loader>()} outcome={outcome} />
}
