import { randomUUID } from "node:crypto"
import { parseWithZod } from "@conform-to/zod/v4"
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { inShop } from "#app/lib/db.server.ts"
import { deduct, grant } from "#app/loyalty/members/goodwill.server.ts"
import { join } from "#app/loyalty/members/member.server.ts"
import { goodwillFormSchema } from "#app/loyalty/members/ui/goodwill-form-schema.ts"
import { type MemberOutcome, MemberView } from "#app/loyalty/members/ui/member-view.tsx"
import { getMemberPage } from "#app/loyalty/members/ui-data/member-page.server.ts"
import { findNewestRules } from "#app/loyalty/members/ui-data/tier-names.server.ts"
import { recordView } from "#app/privacy/access-log.server.ts"
import { type AdminRequest, adminAction, adminRequest } from "./admin-request.server.ts"
import { gidFromAddress } from "./gid-from-address.ts"
import { outcomeId } from "./outcome-id.ts"

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  adminRequest(request, async ({ shop, staff, at }) => {
    const before = /^\d{1,9}$/.exec(new URL(request.url).searchParams.get("before") ?? "")?.[0]
    const customerId = gidFromAddress("Customer", params.customerId)
    const page = await getMemberPage(shop, customerId, at, before ? Number(before) : null)
    await recordView(shop, { staffId: staff, what: "member", subject: customerId, at })
    // A new one for each form shown: the same form sent twice is one change.
    return { page, formKey: randomUUID() }
  })

export const action = ({ request, params }: ActionFunctionArgs) =>
  adminAction<MemberOutcome>(request, async (context) => {
    const customerId = gidFromAddress("Customer", params.customerId)
    const form = await request.formData()
    if (form.get("do") === "enrol") return enrol(context, customerId)
    return changePoints(context, customerId, form)
  })

async function enrol({ shop, at }: AdminRequest, customerId: string): Promise<MemberOutcome> {
  await inShop(shop, (tx) => join(tx, shop, customerId, "staff", at))
  return { ok: true, done: "enrolled", id: outcomeId() }
}

async function changePoints(
  { shop, staff, at }: AdminRequest,
  customerId: string,
  form: FormData,
): Promise<MemberOutcome> {
  const maxPoints = (await findNewestRules(shop))?.goodwill.maxPoints ?? 0
  const schema = goodwillFormSchema(maxPoints)
  const submission = parseWithZod(form, { schema, disableAutoCoercion: true })
  if (submission.status !== "success") return { ok: false, submission: submission.reply() }
  const { direction, ...goodwill } = submission.value
  const change = direction === "give" ? grant : deduct
  const outcome = await change(shop, { customerId, staff, at, ...goodwill })
  if (outcome.ok) return { ok: true, done: direction === "give" ? "given" : "taken", id: goodwill.key }
  switch (outcome.reason) {
    case "over_limit":
      return refuse(`too_large:max=${outcome.maxPoints}`)
    case "insufficient_points":
      return refuse(`not_enough_points:available=${outcome.available}`)
    default:
      return { ok: false, failure: outcome.reason }
  }
  function refuse(code: string): MemberOutcome {
    return { ok: false, submission: submission.reply({ fieldErrors: { points: [code] } }) }
  }
}

export { PageErrorBoundary as ErrorBoundary } from "#app/ui/error-page.tsx"
export { keepPage as shouldRevalidate } from "#app/ui/keep-page.ts"

export default function Member() {
  const { page, formKey } = useLoaderData<typeof loader>()
  const outcome = useActionData<typeof action>() as MemberOutcome | undefined
  return <MemberView key={page.digits} page={page} formKey={formKey} outcome={outcome} />
}
