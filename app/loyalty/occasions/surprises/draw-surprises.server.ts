import type { Tx } from "#app/lib/db.server.ts"
import { vaultOf } from "#app/lib/vault/vault.server.ts"
import { startOfDayIn } from "#app/lib/zone-days.ts"
import { award } from "../../awards/award.server.ts"
import { lockPersons } from "../../awards/given.server.ts"
import { loadVersionAt } from "../../programme/version.server.ts"
import { addDays } from "../calendar-day.ts"
import type { OccasionRules } from "../occasion-rules.ts"
import { giftsToday, monthsBefore } from "./gifts-today.ts"

type Drawn = { customerId: string; candidates: number }

/** Regulars who may be given one, in an order that a seed decides and nobody else. */
const DRAW = `
  WITH regular AS (
    SELECT m."customerId" FROM "Member" m
    WHERE m."shop" = $1 AND ($2::text[] IS NULL OR m."tierId" = ANY($2))
      AND (SELECT count(*) FROM "OrderPoints" p WHERE p."shop" = $1 AND p."customerId" = m."customerId"
        AND p."processedAt" >= $3 AND p."processedAt" < $4 AND p."spendMinor" > 0) >= $5
      AND NOT EXISTS (
        SELECT FROM "SurpriseGift" g LEFT JOIN "CustomerMerge" c ON c."shop" = g."shop" AND c."customerId" = g."customerId"
        WHERE g."shop" = $1 AND g."day" > $6 AND coalesce(c."ownerId", g."customerId") = m."customerId")
  )
  SELECT "customerId", (count(*) OVER ())::int AS candidates FROM regular
  ORDER BY sha256(convert_to($7 || ' ' || "customerId", 'UTF8')) LIMIT $8`

/**
 * Draws the surprise gifts of a day of the shop and gives them, within the month's budget. The caller holds the lock of the
 * shop's days, so that two never draw from the same budget. `at` is world time.
 */
export async function drawSurprises(tx: Tx, shop: string, day: string, timezone: string, at: Date): Promise<void> {
  const programme = await loadVersionAt(tx, shop, at)
  const rule = programme?.rules.occasions.surprise
  if (!programme || !rule?.on) return
  const wanted = giftsToday(rule, day, await spentIn(tx, shop, day))
  if (wanted === 0) return
  const seed = (await vaultOf(shop)).fingerprint(`surprise ${day}`)
  const tiers = tiersFrom(programme.rules.tiers.levels, rule.fromTier)
  const drawn = await draw(tx, shop, rule, { tiers, day, timezone, seed, limit: 2 * wanted + 10 })
  const ids = drawn.map((one) => one.customerId)
  // All at once, as everybody takes them: one after the other could close a circle.
  await lockPersons(tx, shop, ids)
  const gifts: (Drawn & { points: number })[] = []
  for (const one of drawn) {
    if (gifts.length === wanted) break
    // Who is left out by a tag, or outside of a test, makes room for the next one.
    const [outcome] = await award(tx, shop, [
      { customerId: one.customerId, kind: "surprise", points: rule.points, key: `surprise:${day}`, basis: { day }, at },
    ])
    if (outcome?.ok && !outcome.replayed) gifts.push({ ...one, points: rule.points })
  }
  await tx.query(
    `INSERT INTO "SurpriseGift" ("shop", "day", "customerId", "points", "seed", "drawnFrom", "programmeVersion", "at")
     SELECT $1, $2, g."customerId", g."points", $4, g."candidates", $5, $6
     FROM jsonb_to_recordset($3::jsonb) AS g("customerId" text, "points" bigint, "candidates" int) ORDER BY 3`,
    [shop, day, JSON.stringify(gifts), seed, programme.version, at],
  )
}

/** This level and those above it; null: everybody. A level that the programme has no more is nobody's. */
function tiersFrom(levels: { id: string }[], fromTier: string | null): string[] | null {
  if (fromTier === null) return null
  const from = levels.findIndex(({ id }) => id === fromTier)
  return from === -1 ? [] : levels.slice(from).map(({ id }) => id)
}

/** Points given in the day's month so far, and gifts of the day itself: a day that comes again draws no more. */
async function spentIn(tx: Tx, shop: string, day: string): Promise<{ month: number; today: number }> {
  const { rows } = await tx.query<{ month: number; today: number }>(
    `SELECT coalesce(sum("points"), 0)::bigint AS month, (count(*) FILTER (WHERE "day" >= $3))::int AS today
     FROM "SurpriseGift" WHERE "shop" = $1 AND "day" >= $2 || '-01' AND "day" <= $2 || '-31'`,
    [shop, day.slice(0, 7), day],
  )
  return rows[0] ?? { month: 0, today: 0 }
}

async function draw(
  tx: Tx,
  shop: string,
  rule: OccasionRules["surprise"],
  {
    tiers,
    day,
    timezone,
    seed,
    limit,
  }: { tiers: string[] | null; day: string; timezone: string; seed: string; limit: number },
): Promise<Drawn[]> {
  const { rows } = await tx.query<Drawn>(DRAW, [
    shop,
    tiers,
    startOfDayIn(addDays(day, -rule.days), timezone),
    startOfDayIn(day, timezone),
    rule.orders,
    monthsBefore(day, rule.everyMonths),
    seed,
    limit,
  ])
  return rows
}
