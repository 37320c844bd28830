import type { Tx } from "#app/lib/db.server.ts"
import { prepared } from "#app/lib/prepared.server.ts"
import { getShopFacts } from "../orders/shop-facts.server.ts"
import { tryHoldProgramme } from "../programme/programme-lock.server.ts"
import { loadNewestVersion } from "../programme/version.server.ts"
import type { ProgrammeVersion } from "../programme/version-in-force.ts"
import { noteRewards } from "./entry-rewards.server.ts"
import { loadMemberTiers, type MemberTier } from "./member-tiers.server.ts"
import { measureTier } from "./tier-measure.ts"

type TierReason = "joined" | "order" | "award" | "refund" | "time" | "programme" | "staff" | "manual_end" | "merged"

/** The word for a tier gained and for a tier lost. */
export type TierReasons = { up: TierReason; down: TierReason }

type Reviewed = {
  customerId: string
  tierId: string | null
  measure: number
  reviewAt: Date | null
  fromTierId: string | null
  moved: boolean
  reason: TierReason
}

/**
 * Measures these members' tiers at `at` (world time) by the newest programme, writes what changed and adds it to the
 * history. Customers who are no members are passed over; without a programme nothing changes. Returns whose tier moved.
 *
 * A publication may be later than `at`, the moment the caller began: it has made everyone due, and an older programme must
 * not have the last word. One that is under way does not see members who are new here: these stay due.
 */
export async function reviewTiers(
  tx: Tx,
  shop: string,
  customerIds: string[],
  at: Date,
  reasons: TierReasons,
): Promise<string[]> {
  if (customerIds.length === 0) return []
  await lockMembers(tx, shop, customerIds)
  const held = await tryHoldProgramme(tx, shop)
  const programme = await loadNewestVersion(tx, shop)
  const members = await loadMemberTiers(tx, shop, customerIds)
  const measuredAt = programme && programme.publishedAt > at ? programme.publishedAt : at
  const judge = programme ? await judgeBy(tx, shop, programme, measuredAt, reasons) : unjudged
  const reviewed = members.map((member): Reviewed => {
    const judged = judge(member)
    return held ? judged : { ...judged, reviewAt: measuredAt }
  })
  const before = new Map(members.map((member) => [member.customerId, member]))
  await writeTiers(
    tx,
    shop,
    reviewed.filter((one) => differs(one, before.get(one.customerId) as MemberTier)),
    at,
  )
  if (programme) await noteRewards(tx, shop, programme, reviewed, at)
  return reviewed.filter((one) => one.moved).map((one) => one.customerId)
}

type Judge = (member: MemberTier) => Reviewed

/** Without a programme everybody stays as they are. */
const unjudged: Judge = ({ customerId, tierId, tierMeasure }) => {
  return { customerId, tierId, measure: tierMeasure, reviewAt: null, fromTierId: tierId, moved: false, reason: "time" }
}

async function judgeBy(
  tx: Tx,
  shop: string,
  { rules: { tiers } }: ProgrammeVersion,
  at: Date,
  reasons: TierReasons,
): Promise<Judge> {
  const facts = await getShopFacts(tx, shop)
  const rankOf = (id: string | null) => tiers.levels.findIndex((level) => level.id === id)
  return ({ customerId, tierId, orders, manual }) => {
    const { measure, levelId, reviewAt } = measureTier(orders ?? [], tiers, facts, at, manual)
    const reason = reasonOf(rankOf(levelId) > rankOf(tierId) ? reasons.up : reasons.down, manual, at)
    return { customerId, tierId: levelId, measure, reviewAt, fromTierId: tierId, moved: levelId !== tierId, reason }
  }
}

/** A tier that staff gave and whose end has come is not lost by what was bought. */
function reasonOf(reason: TierReason, manual: MemberTier["manual"], at: Date): TierReason {
  return reason === "time" && manual && new Date(manual.untilAt) <= at ? "manual_end" : reason
}

function differs(after: Reviewed, before: MemberTier): boolean {
  return (
    after.moved || after.measure !== before.tierMeasure || after.reviewAt?.getTime() !== before.tierReviewAt?.getTime()
  )
}

const LOCK_MEMBERS = prepared(
  `SELECT FROM "Member" WHERE "shop" = $1 AND "customerId" = ANY($2) ORDER BY "customerId" FOR NO KEY UPDATE`,
)

/** In one order, so that a review of some and one of everyone never wait in a circle. */
async function lockMembers(tx: Tx, shop: string, customerIds: string[]): Promise<void> {
  await tx.query(LOCK_MEMBERS([shop, customerIds]))
}

const WRITE_TIERS = prepared(
  `WITH r AS (
     SELECT * FROM jsonb_to_recordset($2::jsonb) AS r("customerId" text, "tierId" text, "measure" bigint,
       "reviewAt" timestamptz, "fromTierId" text, "moved" boolean, "reason" text)
   ), change AS (
     INSERT INTO "TierChange" ("shop", "customerId", "seq", "fromTierId", "toTierId", "reason", "measure", "at")
     SELECT $1, "customerId", 1 + coalesce((SELECT max(t."seq") FROM "TierChange" t
       WHERE t."shop" = $1 AND t."customerId" = r."customerId"), 0), "fromTierId", "tierId", "reason", "measure", $3
     FROM r WHERE "moved"
   )
   UPDATE "Member" m SET "tierId" = r."tierId", "tierMeasure" = r."measure", "tierReviewAt" = r."reviewAt",
     "tierSince" = CASE WHEN r."moved" THEN $3 ELSE m."tierSince" END
   FROM r WHERE m."shop" = $1 AND m."customerId" = ANY($4) AND m."customerId" = r."customerId"`,
)

async function writeTiers(tx: Tx, shop: string, reviewed: Reviewed[], at: Date): Promise<void> {
  if (reviewed.length === 0) return
  await tx.query(WRITE_TIERS([shop, JSON.stringify(reviewed), at, reviewed.map((one) => one.customerId)]))
}
