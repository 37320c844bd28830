import { TZDate } from "@date-fns/tz"
import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { startOfDay } from "date-fns/startOfDay"
import { countWork } from "#app/dead-work/list-work.server.ts"
import { getOverview } from "#app/loyalty/overview/overview.server.ts"
import { HomeView } from "#app/loyalty/overview/ui/home-view.tsx"
import { adminRequest } from "./admin-request.server.ts"

export const loader = ({ request }: LoaderFunctionArgs) =>
  adminRequest(request, async ({ shop, timezone, at }) => {
    const midnight = startOfDay(new TZDate(at, timezone))
    const [overview, failed] = await Promise.all([getOverview(shop, new Date(midnight.getTime())), countWork(shop)])
    // The overview counts the others itself.
    const other = failed.filter(({ kind }) => kind !== "event" && kind !== "order" && kind !== "member_sync")
    return { overview, otherFailures: other.reduce((sum, { count }) => sum + count, 0) }
  })

export { PageErrorBoundary as ErrorBoundary } from "#app/ui/error-page.tsx"

export default function Home() {
  return <HomeView {...useLoaderData<typeof loader>()} />
}
