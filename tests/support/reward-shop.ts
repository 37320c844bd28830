import { inShop, shopDb } from "#app/lib/db.server.ts"
import { grant } from "#app/loyalty/members/goodwill.server.ts"
import { join } from "#app/loyalty/members/member.server.ts"
import { redeem } from "#app/loyalty/redemptions/redeem.server.ts"
import type { Redemption } from "#app/loyalty/redemptions/redemption.ts"
import { type RewardGives, rewardTermsSchema } from "#app/loyalty/rewards/reward.ts"
import { saveReward, setRewardState } from "#app/loyalty/rewards/rewards.server.ts"
import { createCustomer } from "#simulator/world/actions/customers.ts"
import { openLinkedShop } from "./installed-shop.ts"
import { joinedRules, OPENED, publishRules } from "./loyalty-shop.ts"
import type { SimulatedAdmin } from "./simulated-admin.ts"

/** Members with points, and rewards to spend them on. */

export const AT = new Date("2026-03-20T10:00:00Z")

/** A reward that is offered; by default 5.00 EUR off for 500 points. */
export async function offer(
  shop: string,
  gives: RewardGives = { kind: "amount_off", points: 500, amountMinor: 500 },
  { name = "A reward", only = {}, stock = null }: { name?: string; only?: object; stock?: number | null } = {},
): Promise<string> {
  const terms = rewardTermsSchema.parse({ schema: 1, name, currency: "EUR", gives })
  Object.assign(terms.restrictions, only)
  const saved = await saveReward(shop, { rewardId: null, terms, stock })
  if (!saved.ok) throw new Error(saved.reason)
  await setRewardState(shop, saved.rewardId, "active")
  return saved.rewardId
}

let given = 0

/** Makes a customer a member and gives them points: one lot for each amount, a day apart. */
export async function enrol(shop: string, customerId: string, ...amounts: number[]): Promise<void> {
  await inShop(shop, (tx) => join(tx, shop, customerId, "staff", OPENED))
  for (const [index, points] of amounts.entries()) {
    const at = new Date(OPENED.getTime() + index * 86_400_000)
    given += 1
    const goodwill = { customerId, points, reason: "r", staff: "Mira", key: `given-for-rewards-${given}`, at }
    const outcome = await grant(shop, goodwill)
    if (!outcome.ok) throw new Error(`not given: ${outcome.reason}`)
  }
}

/** A shop on both sides, whose members may be given many points. */
export async function openRewardShop(admin: SimulatedAdmin): Promise<string> {
  const shop = await openLinkedShop(admin)
  const rules = joinedRules((draft) => {
    draft.goodwill.maxPoints = 1_000_000
  })
  await publishRules(shop, rules, OPENED)
  await shopDb(shop).query(`UPDATE "MemberSync" SET "written" = "wanted" WHERE "shop" = $1`, [shop])
  return shop
}

/** A customer of both sides, a member with points. */
export async function newMember(admin: SimulatedAdmin, shop: string, ...amounts: number[]): Promise<string> {
  const customerId = createCustomer(admin.world, shop, {}, new Date()).admin_graphql_api_id
  await enrol(shop, customerId, ...amounts)
  return customerId
}

let keys = 0

/** Redeems at once; it must go. */
export async function redeemed(
  shop: string,
  customerId: string,
  rewardId: string,
  { points = null, at = AT }: { points?: number | null; at?: Date } = {},
): Promise<Redemption> {
  keys += 1
  const outcome = await redeem(shop, customerId, { rewardId, points, key: `redeemed-${keys}`, at })
  if (!outcome.ok) throw new Error(`not redeemed: ${outcome.reason}`)
  return outcome.redemption
}
