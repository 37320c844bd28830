import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { z } from "zod"
import { localeOf } from "#app/i18n/locales.ts"
import { now } from "#app/lib/clock.server.ts"
import { AppError } from "#app/lib/errors.ts"
import { FORM_KEY } from "#app/lib/form-key.ts"
import { listRedemptions } from "#app/loyalty/redemptions/list-redemptions.server.ts"
import { redeem } from "#app/loyalty/redemptions/redeem.server.ts"
import { returnRedemption } from "#app/loyalty/redemptions/return-redemption.server.ts"
import { listRedeemable } from "#app/loyalty/rewards/redeemable.server.ts"
import { shopperRedemption, shopperReward } from "#app/loyalty/rewards/shopper-rewards.ts"
import { answerVisitor, json, requireCustomer } from "./answer.server.ts"
import { answerForm } from "./answer-form.server.ts"

const SHOWN_REDEMPTIONS = 20

const id = z.string().regex(/^[0-9a-f-]{36}$/)
const points = z.coerce.number().int().min(1).max(1_000_000_000)

const formSchema = z.discriminatedUnion("do", [
  /** `points`: what the shopper saw and clicked. */
  z.object({ do: z.literal("redeem"), reward: id, points, key: FORM_KEY }),
  z.object({ do: z.literal("return"), redemption: id }),
])

/** GET /apps/regulars/rewards?locale=bg → `{ rewards, redemptions }`: what points buy now, and what was bought last. */
export function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  return answerVisitor(request, async (visitor) => {
    const customerId = requireCustomer(visitor)
    return json(await shownTo(visitor.shop, customerId, visitor.locale, now()))
  })
}

/**
 * POST /apps/regulars/rewards, `do=redeem` with `reward`, `points` and a `key` made by the form → the same lists and
 * `redemption`, or `{ error: reason, missing }`. `do=return` with `redemption`: takes an unused code back.
 */
export function action({ request }: ActionFunctionArgs): Promise<Response> {
  return answerForm(
    request,
    async ({ shop, customerId, locale, form, at }) => {
      const read = formSchema.safeParse(form)
      if (!read.success) throw new AppError("bad_request", "no form of ours sends this")
      const asked = read.data
      if (asked.do === "return") {
        const outcome = await returnRedemption(shop, asked.redemption, { customerId, at })
        return outcome.ok ? json(await shownTo(shop, customerId, locale, at)) : json({ error: outcome.reason }, 409)
      }
      const { reward: rewardId, key } = asked
      const outcome = await redeem(shop, customerId, { rewardId, points: asked.points, key, at })
      if (!outcome.ok) return json({ error: outcome.reason, missing: outcome.missing }, 409)
      const shown = await shownTo(shop, customerId, locale, at)
      return json({ ...shown, redemption: shopperRedemption(outcome.redemption, localeOf(locale)) })
    },
    "storefront-redeem",
  )
}

async function shownTo(shop: string, customerId: string, locale: string | null, at: Date) {
  const language = localeOf(locale)
  const [rewards, { redemptions }] = await Promise.all([
    listRedeemable(shop, customerId, at),
    listRedemptions(shop, { customerId, limit: SHOWN_REDEMPTIONS }),
  ])
  return {
    rewards: rewards.map((reward) => shopperReward(reward, language)),
    redemptions: redemptions.map((one) => shopperRedemption(one, language)),
  }
}
