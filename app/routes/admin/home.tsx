import { TZDate } from "@date-fns/tz"
import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { startOfDay } from "date-fns/startOfDay"
import { getOverview } from "#app/loyalty/overview/overview.server.ts"
import { HomeView } from "#app/loyalty/overview/ui/home-view.tsx"
import { adminRequest } from "./admin-request.server.ts"

export const loader = ({ request }: LoaderFunctionArgs) =>
  adminRequest(request, ({ shop, timezone, at }) => {
    const midnight = startOfDay(new TZDate(at, timezone))
    return getOverview(shop, new Date(midnight.getTime()))
  })

export { PageErrorBoundary as ErrorBoundary } from "#app/ui/error-page.tsx"

export default function Home() {
  return <HomeView overview={useLoaderData<typeof loader>()} />
}
