import { randomUUID } from "node:crypto"
import { type Door, inShop, shopDb, type Tx } from "#app/lib/db.server.ts"
import { prepared } from "#app/lib/prepared.server.ts"
import { type Reward, type RewardState, type RewardTerms, rewardTermsSchema } from "./reward.ts"

type RewardRow = Omit<Reward, "terms"> & { terms: unknown }

const COLUMNS = `"rewardId", "state", "terms", "stock", "place", "updatedAt"`

const readReward = (row: RewardRow): Reward => ({ ...row, terms: rewardTermsSchema.parse(row.terms) })

/** A shop's rewards in the order shown; archived ones only when asked for. */
export async function listRewards(
  shop: string,
  states: RewardState[] = ["active", "paused"],
  door: Pick<Tx, "query"> = shopDb(shop),
): Promise<Reward[]> {
  const { rows } = await door.query<RewardRow>(
    `SELECT ${COLUMNS} FROM "Reward" WHERE "shop" = $1 AND "state" = ANY($2) ORDER BY "place", "createdAt", "rewardId"`,
    [shop, states],
  )
  return rows.map(readReward)
}

const FIND = prepared(`SELECT ${COLUMNS} FROM "Reward" WHERE "shop" = $1 AND "rewardId" = ANY($2)`)

/** One reward, or null. */
export async function findReward(shop: string, rewardId: string, door: Door = shopDb(shop)): Promise<Reward | null> {
  const { rows } = await door.query<RewardRow>(FIND([shop, [rewardId]]))
  return rows[0] ? readReward(rows[0]) : null
}

export type SaveRewardOutcome = { ok: true; rewardId: string } | { ok: false; reason: "not_found" | "other_kind" }

/**
 * Saves a reward, a new one (`rewardId` null; it begins paused and stands last) or changed terms, which hold for
 * redemptions from now on: each keeps the terms it was made by. A reward never becomes one of another kind.
 */
export function saveReward(
  shop: string,
  { rewardId, terms, stock }: { rewardId: string | null; terms: RewardTerms; stock: number | null },
): Promise<SaveRewardOutcome> {
  const checked = JSON.stringify(rewardTermsSchema.parse(terms))
  return inShop(shop, async (tx): Promise<SaveRewardOutcome> => {
    if (rewardId === null) {
      const id = randomUUID()
      await tx.query(
        `INSERT INTO "Reward" ("shop", "rewardId", "state", "terms", "stock", "place")
         SELECT $1, $2, 'paused', $3, $4, coalesce(max("place"), 0) + 1 FROM "Reward" WHERE "shop" = $1`,
        [shop, id, checked, stock],
      )
      return { ok: true, rewardId: id }
    }
    const before = await findReward(shop, rewardId, tx)
    if (!before || before.state === "archived") return { ok: false, reason: "not_found" }
    if (before.terms.gives.kind !== terms.gives.kind) return { ok: false, reason: "other_kind" }
    await tx.query(
      `UPDATE "Reward" SET "terms" = $3, "stock" = $4, "updatedAt" = clock_timestamp() WHERE "shop" = $1 AND "rewardId" = $2`,
      [shop, rewardId, checked, stock],
    )
    return { ok: true, rewardId }
  })
}

/** Offers a reward, lets it rest, or puts it away for good (redemptions of it go on). False: there is none, or it was put away. */
export async function setRewardState(shop: string, rewardId: string, state: RewardState): Promise<boolean> {
  const { rowCount } = await shopDb(shop).query(
    `UPDATE "Reward" SET "state" = $3, "updatedAt" = clock_timestamp()
     WHERE "shop" = $1 AND "rewardId" = $2 AND "state" <> 'archived'`,
    [shop, rewardId, state],
  )
  return rowCount === 1
}

/** Puts rewards into this order; ids that are none are passed over. */
export async function orderRewards(shop: string, rewardIds: string[]): Promise<void> {
  await shopDb(shop).query(
    `UPDATE "Reward" r SET "place" = o.place FROM unnest($2::text[]) WITH ORDINALITY AS o(id, place)
     WHERE r."shop" = $1 AND r."rewardId" = o.id`,
    [shop, rewardIds],
  )
}
