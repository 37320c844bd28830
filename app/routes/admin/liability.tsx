import { parseWithZod } from "@conform-to/zod/v4"
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { getLiabilityPage } from "#app/loyalty/liability/liability-page.server.ts"
import { saveLiabilitySettings } from "#app/loyalty/liability/settings.server.ts"
import { settingsFormSchema } from "#app/loyalty/liability/settings-form.ts"
import { type LiabilityOutcome, LiabilityView } from "#app/loyalty/liability/ui/liability-view.tsx"
import { adminAction, adminRequest } from "./admin-request.server.ts"
import { outcomeId } from "./outcome-id.ts"

export const loader = ({ request }: LoaderFunctionArgs) =>
  adminRequest(request, ({ shop, currency, timezone, at }) => getLiabilityPage(shop, { currency, timezone, at }))

export const action = ({ request }: ActionFunctionArgs) =>
  adminAction<LiabilityOutcome>(request, async ({ shop, currency }) => {
    const schema = settingsFormSchema(currency)
    const submission = parseWithZod(await request.formData(), { schema, disableAutoCoercion: true })
    if (submission.status !== "success") return { ok: false, submission: submission.reply() }
    await saveLiabilitySettings(shop, currency, submission.value)
    return { ok: true, id: outcomeId() }
  })

export { PageErrorBoundary as ErrorBoundary } from "#app/ui/error-page.tsx"
export { keepPage as shouldRevalidate } from "#app/ui/keep-page.ts"

export default function Liability() {
  const outcome = useActionData<typeof action>() as LiabilityOutcome | undefined
  return <LiabilityView page={useLoaderData<typeof loader>()} outcome={outcome} />
}
