import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { z } from "zod"
import { AppError } from "#app/lib/errors.ts"
import { orderRewards } from "#app/loyalty/rewards/rewards.server.ts"
import { type RewardsOutcome, RewardsView } from "#app/loyalty/rewards/ui/rewards-view.tsx"
import { getRewardsPage } from "#app/loyalty/rewards/ui-data/reward-pages.server.ts"
import { adminAction, adminRequest } from "./admin-request.server.ts"
import { outcomeId } from "./outcome-id.ts"

export const loader = ({ request }: LoaderFunctionArgs) =>
  adminRequest(request, ({ shop, currency }) => getRewardsPage(shop, currency))

const form = z.object({ do: z.literal("order"), ids: z.string().max(40_000) })

export const action = ({ request }: ActionFunctionArgs) =>
  adminAction<RewardsOutcome>(request, async ({ shop }) => {
    const read = form.safeParse(Object.fromEntries(await request.formData()))
    if (!read.success) throw new AppError("bad_request", "the form is not one of ours")
    await orderRewards(shop, read.data.ids.split(","))
    return { ok: true, done: "moved", id: outcomeId() }
  })

export { PageErrorBoundary as ErrorBoundary } from "#app/ui/error-page.tsx"
export { keepPage as shouldRevalidate } from "#app/ui/keep-page.ts"

export default function Rewards() {
  const outcome = useActionData<typeof action>() as RewardsOutcome | undefined
  return <RewardsView page={useLoaderData<typeof loader>()} outcome={outcome} />
}
