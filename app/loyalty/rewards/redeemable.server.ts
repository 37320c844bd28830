import { shopDb } from "#app/lib/db.server.ts"
import { findOwner } from "#app/records/customers/merges.server.ts"
import type { RedeemableReward } from "../redemptions/redemption.ts"
import { redeemable, type Taken } from "./redeemable.ts"
import { listRewards } from "./rewards.server.ts"
import { loadShopper, loadTaken } from "./shopper-facts.server.ts"

/** Every reward that is offered, with its price and why this customer cannot redeem it at `at` (world time), if so. */
export async function listRedeemable(shop: string, customerId: string, at: Date): Promise<RedeemableReward[]> {
  const door = shopDb(shop)
  const ownerId = (await findOwner(door, shop, customerId)) ?? customerId
  const rewards = await listRewards(shop, ["active"])
  const ids = rewards.map((reward) => reward.rewardId)
  const shopper = await loadShopper(door, shop, ownerId, at)
  const taken = await loadTaken(door, shop, ownerId, ids)
  return rewards.map((reward) => redeemable(reward, shopper, taken.get(reward.rewardId) as Taken))
}
