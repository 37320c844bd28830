import { shopDb } from "#app/lib/db.server.ts"

/** Sums over all members: how many stand in each tier (`id` null: in none), and what points they hold together. */
export type ShopTotals = {
  tiers: { id: string | null; members: number }[]
  outstanding: { available: number; pending: number }
}

type Kept = { totals: ShopTotals; ageMs: number }

/** So many members are counted for every page. */
const FEW_MEMBERS = 10_000
/** More are counted less often: 200,000 once a minute. */
const KEPT_MS_A_MEMBER = 0.3

/** The shop's sums: of this moment in most shops, up to some minutes old where there are very many members. */
export async function getShopTotals(shop: string): Promise<ShopTotals> {
  const kept = await findKept(shop)
  if (kept && kept.ageMs < keptMs(kept.totals)) return kept.totals
  const totals = await countTotals(shop)
  await keep(shop, totals)
  return totals
}

/** All members of the shop. */
export function countMembers({ tiers }: ShopTotals): number {
  return tiers.reduce((sum, { members }) => sum + members, 0)
}

function keptMs(totals: ShopTotals): number {
  const members = countMembers(totals)
  return members > FEW_MEMBERS ? members * KEPT_MS_A_MEMBER : 0
}

/** Real time: a world whose clock is moved counts no less often. */
async function findKept(shop: string): Promise<Kept | null> {
  const { rows } = await shopDb(shop).query<Kept>(
    `SELECT "totals", (extract(epoch FROM now() - "countedAt") * 1000)::bigint AS "ageMs"
     FROM "ShopTotals" WHERE "shop" = $1`,
    [shop],
  )
  return rows[0] ?? null
}

async function countTotals(shop: string): Promise<ShopTotals> {
  const [tiers, outstanding] = await Promise.all([
    shopDb(shop).query<ShopTotals["tiers"][number]>(
      `SELECT "tierId" AS id, count(*) AS members FROM "Member" WHERE "shop" = $1 GROUP BY "tierId"`,
      [shop],
    ),
    shopDb(shop).query<ShopTotals["outstanding"]>(
      `SELECT coalesce(sum("available"), 0)::bigint AS available, coalesce(sum("pending"), 0)::bigint AS pending
       FROM "PointsAccount" WHERE "shop" = $1`,
      [shop],
    ),
  ])
  return { tiers: tiers.rows, outstanding: outstanding.rows[0] ?? { available: 0, pending: 0 } }
}

async function keep(shop: string, totals: ShopTotals): Promise<void> {
  await shopDb(shop).query(
    `INSERT INTO "ShopTotals" ("shop", "totals", "countedAt") VALUES ($1, $2, now())
     ON CONFLICT ("shop") DO UPDATE SET "totals" = excluded."totals", "countedAt" = excluded."countedAt"`,
    [shop, JSON.stringify(totals)],
  )
}
