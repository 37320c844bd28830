import { parseWithZod } from "@conform-to/zod/v4"
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { z } from "zod"
import { AppError } from "#app/lib/errors.ts"
import { markFulfilled } from "#app/loyalty/redemptions/decide.server.ts"
import { findRedemption } from "#app/loyalty/redemptions/list-redemptions.server.ts"
import { returnRedemption } from "#app/loyalty/redemptions/return-redemption.server.ts"
import { REWARD_KINDS, type RewardKind } from "#app/loyalty/rewards/reward.ts"
import { addRewardCodes } from "#app/loyalty/rewards/reward-codes.server.ts"
import { saveReward, setRewardState } from "#app/loyalty/rewards/rewards.server.ts"
import { rewardFormSchema } from "#app/loyalty/rewards/ui/reward-form.ts"
import { type RewardOutcome, RewardView } from "#app/loyalty/rewards/ui/reward-view.tsx"
import { getNewRewardPage, getRewardPage, type RewardPage } from "#app/loyalty/rewards/ui-data/reward-pages.server.ts"
import { type AdminRequest, adminAction, adminRequest } from "./admin-request.server.ts"
import { outcomeId } from "./outcome-id.ts"

/** `/app/rewards/new?kind=amount_off` is the form of one that does not exist yet. */
export const loader = ({ request, params }: LoaderFunctionArgs) =>
  adminRequest(request, (context) => pageOf(context, params.rewardId, new URL(request.url).searchParams.get("kind")))

export const action = ({ request, params }: ActionFunctionArgs) =>
  adminAction<RewardOutcome>(request, async (context) => {
    const form = await request.formData()
    const page = await pageOf(context, params.rewardId, String(form.get("kind")))
    const verb = form.get("do")
    if (verb === null) return save(context, page, form)
    if (page.reward === null) throw new AppError("bad_request", "the reward is not saved yet")
    const { rewardId } = page.reward
    switch (verb) {
      case "active":
      case "paused":
      case "archived": {
        const changed = await setRewardState(context.shop, rewardId, verb)
        return changed ? { ok: true, done: verb, id: outcomeId() } : { ok: false, failure: "stale" }
      }
      case "fulfilled":
      case "return":
        return settleRedemption(context, rewardId, verb, String(form.get("redemption")))
      default:
        throw new AppError("bad_request", "the form is not one of ours")
    }
  })

const KINDS = Object.keys(REWARD_KINDS)
const ID = z.string().regex(/^[0-9a-f-]{36}$/)

async function pageOf(
  { shop, currency }: AdminRequest,
  rewardId: string | undefined,
  kind: string | null,
): Promise<RewardPage> {
  if (rewardId === "new" && KINDS.includes(kind ?? "")) return getNewRewardPage(shop, currency, kind as RewardKind)
  const page = ID.safeParse(rewardId).success ? await getRewardPage(shop, currency, rewardId as string) : null
  if (!page) throw new AppError("not_found", "there is no such reward")
  return page
}

async function save({ shop }: AdminRequest, page: RewardPage, form: FormData): Promise<RewardOutcome> {
  const schema = rewardFormSchema(page.kind, page.currency)
  const submission = parseWithZod(form, { schema, disableAutoCoercion: true })
  if (submission.status !== "success") return { ok: false, submission: submission.reply() }
  const { terms, stock, newCodes } = submission.value
  const saved = await saveReward(shop, { rewardId: page.reward?.rewardId ?? null, terms, stock })
  if (!saved.ok) return { ok: false, failure: "stale" }
  if (newCodes.length > 0) await addRewardCodes(shop, saved.rewardId, newCodes)
  const id = outcomeId()
  return page.reward ? { ok: true, done: "saved", id } : { ok: true, done: "created", rewardId: saved.rewardId, id }
}

async function settleRedemption(
  { shop, at }: AdminRequest,
  rewardId: string,
  verb: "fulfilled" | "return",
  redemptionId: string,
): Promise<RewardOutcome> {
  const redemption = ID.safeParse(redemptionId).success ? await findRedemption(shop, redemptionId) : null
  if (redemption?.rewardId !== rewardId) throw new AppError("not_found", "there is no such redemption")
  const done =
    verb === "fulfilled"
      ? await markFulfilled(shop, redemptionId, at)
      : (await returnRedemption(shop, redemptionId, { customerId: null, at })).ok
  if (!done) return { ok: false, failure: "stale" }
  return { ok: true, done: verb === "fulfilled" ? "fulfilled" : "returned", id: outcomeId() }
}

export { PageErrorBoundary as ErrorBoundary } from "#app/ui/error-page.tsx"
export { keepPage as shouldRevalidate } from "#app/ui/keep-page.ts"

export default function RewardPageRoute() {
  const outcome = useActionData<typeof action>() as RewardOutcome | undefined
  const page = useLoaderData<typeof loader>()
  return <RewardView key={page.reward?.rewardId ?? "new"} page={page} outcome={outcome} />
}
