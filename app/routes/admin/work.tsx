import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import type { WorkActionOutcome } from "#app/dead-work/ui/work-outcome.tsx"
import { WorkView } from "#app/dead-work/ui/work-view.tsx"
import { getWorkPage } from "#app/dead-work/work-page.server.ts"
import { adminRequest } from "./admin-request.server.ts"
import { workAction } from "./work-action.server.ts"

export const loader = ({ request }: LoaderFunctionArgs) =>
  adminRequest(request, ({ shop }) => {
    const query = new URL(request.url).searchParams
    return getWorkPage(shop, query.get("show") ?? "all", query.get("after"))
  })

export const action = ({ request }: ActionFunctionArgs) => workAction(request)

export { PageErrorBoundary as ErrorBoundary } from "#app/ui/error-page.tsx"

export default function Work() {
  const outcome = useActionData<typeof action>() as WorkActionOutcome | undefined
  return <WorkView page={useLoaderData<typeof loader>()} outcome={outcome} />
}
