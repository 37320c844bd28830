import { randomUUID } from "node:crypto"
import { parseWithZod } from "@conform-to/zod/v4"
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { inShop } from "#app/lib/db.server.ts"
import { deduct, grant } from "#app/loyalty/members/goodwill.server.ts"
import { join } from "#app/loyalty/members/member.server.ts"
import { keepDetails } from "#app/loyalty/members/member-details.server.ts"
import { goodwillFormSchema } from "#app/loyalty/members/ui/goodwill-form-schema.ts"
import { type MemberOutcome, MemberView } from "#app/loyalty/members/ui/member-view.tsx"
import { getMemberPage } from "#app/loyalty/members/ui-data/member-page.server.ts"
import { findNewestRules } from "#app/loyalty/members/ui-data/tier-names.server.ts"
import { findMemberDays } from "#app/loyalty/occasions/member-days.server.ts"
import { daysFormSchema } from "#app/loyalty/occasions/ui/days-form-schema.ts"
import { takeTierBack } from "#app/loyalty/tiers/manual-tiers.server.ts"
import { manualTierSchema } from "#app/loyalty/tiers/ui/manual-tier-schema.ts"
import { giveTierByForm } from "#app/loyalty/tiers/ui-data/change-manual-tier.server.ts"
import { findTierCard } from "#app/loyalty/tiers/ui-data/tier-card.server.ts"
import { recordView } from "#app/privacy/access-log.server.ts"
import { type AdminRequest, adminAction, adminRequest } from "./admin-request.server.ts"
import { gidFromAddress } from "./gid-from-address.ts"
import { outcomeId } from "./outcome-id.ts"

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  adminRequest(request, async ({ shop, staff, at }) => {
    const before = /^\d{1,9}$/.exec(new URL(request.url).searchParams.get("before") ?? "")?.[0]
    const customerId = gidFromAddress("Customer", params.customerId)
    const [page, days, tiers] = await Promise.all([
      getMemberPage(shop, customerId, at, before ? Number(before) : null),
      findMemberDays(shop, customerId, at),
      findTierCard(shop, customerId, at),
    ])
    await recordView(shop, { staffId: staff, what: "member", subject: customerId, at })
    // A new one for each form shown: the same form sent twice is one change.
    return { page, days, tiers, formKey: randomUUID() }
  })

export const action = ({ request, params }: ActionFunctionArgs) =>
  adminAction<MemberOutcome>(request, async (context) => {
    const customerId = gidFromAddress("Customer", params.customerId)
    const form = await request.formData()
    if (form.get("do") === "enrol") return enrol(context, customerId)
    if (form.get("do") === "days") return changeDays(context, customerId, form)
    if (form.get("do") === "giveTier" || form.get("do") === "takeTier") return changeTier(context, customerId, form)
    return changePoints(context, customerId, form)
  })

async function enrol({ shop, at }: AdminRequest, customerId: string): Promise<MemberOutcome> {
  await inShop(shop, (tx) => join(tx, shop, customerId, "staff", at))
  return { ok: true, done: "enrolled", id: outcomeId() }
}

async function changeDays({ shop, at }: AdminRequest, customerId: string, form: FormData): Promise<MemberOutcome> {
  const submission = parseWithZod(form, { schema: daysFormSchema, disableAutoCoercion: true })
  if (submission.status !== "success") return { ok: false, submission: submission.reply() }
  const details = { name: null, ...submission.value }
  await inShop(shop, (tx) => keepDetails(tx, shop, customerId, details, "staff", at))
  return { ok: true, done: "days", id: outcomeId() }
}

async function changeTier(context: AdminRequest, customerId: string, form: FormData): Promise<MemberOutcome> {
  const done = { ok: true, done: "tier", id: outcomeId() } as const
  if (form.get("do") === "takeTier") {
    const outcome = await takeTierBack(context.shop, { customerId, staff: context.staff, at: context.at })
    return outcome.ok ? done : { ok: false, failure: outcome.reason }
  }
  const submission = parseWithZod(form, { schema: manualTierSchema, disableAutoCoercion: true })
  if (submission.status !== "success") return { ok: false, submission: submission.reply() }
  const outcome = await giveTierByForm(context, customerId, submission.value)
  if (outcome.ok) return done
  if (outcome.reason !== "ends_before") return { ok: false, failure: outcome.reason }
  return { ok: false, submission: submission.reply({ fieldErrors: { until: ["ends_before"] } }) }
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
  const { page, days, tiers, formKey } = useLoaderData<typeof loader>()
  const outcome = useActionData<typeof action>() as MemberOutcome | undefined
  return <MemberView key={page.digits} page={page} days={days} tiers={tiers} formKey={formKey} outcome={outcome} />
}
