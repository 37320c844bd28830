import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { countWork } from "#app/dead-work/list-work.server.ts"
import { getHealthNow } from "#app/loyalty/health/health.server.ts"
import { getOverview } from "#app/loyalty/overview/overview.server.ts"
import { hideGuide } from "#app/setup/guide.server.ts"
import { getSetupPage } from "#app/setup/setup-page.server.ts"
import { HomeView } from "#app/setup/ui/home-view.tsx"
import { failureOf } from "#app/ui/zod-form.ts"
import { adminAction, adminRequest } from "./admin-request.server.ts"

export const loader = ({ request }: LoaderFunctionArgs) =>
  adminRequest(request, async ({ shop, timezone, currency, at }) => {
    const [overview, failed, setup, health] = await Promise.all([
      getOverview(shop, timezone, at),
      countWork(shop),
      getSetupPage(shop),
      getHealthNow(shop, { currency, at }),
    ])
    // The overview counts the others itself.
    const other = failed.filter(({ kind }) => kind !== "event" && kind !== "order" && kind !== "member_sync")
    return { overview, otherFailures: other.reduce((sum, { count }) => sum + count, 0), health, setup, currency }
  })

export const action = ({ request }: ActionFunctionArgs) =>
  adminAction<{ ok: true }>(request, async ({ shop, at }) => {
    const form = await request.formData()
    await hideGuide(shop, form.get("do") !== "showGuide", at)
    return { ok: true }
  })

export { PageErrorBoundary as ErrorBoundary } from "#app/ui/error-page.tsx"
export { keepPage as shouldRevalidate } from "#app/ui/keep-page.ts"

export default function Home() {
  const failure = failureOf(useActionData<typeof action>())
  return <HomeView {...useLoaderData<typeof loader>()} failure={failure} />
}
