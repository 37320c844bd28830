import type { Tx } from "#app/lib/db.server.ts"
import { post } from "../ledger/ledger.server.ts"
import type { Posting } from "../ledger/posting.ts"
import type { RewardTerms } from "../rewards/reward.ts"
import { requestSync } from "../sync/request-sync.server.ts"

/** The points of a redemption, in the ledger. Each time they are drawn is a round; what comes back belongs to one. */
type Drawn = {
  redemptionId: string
  customerId: string
  rewardId: string
  points: number
  terms: Pick<RewardTerms, "name" | "gives">
  round: number
}

const drawKey = ({ redemptionId, round }: Pick<Drawn, "redemptionId" | "round">) => `redeem ${redemptionId} ${round}`

const basisOf = ({ rewardId, terms }: Drawn) => ({ reward: rewardId, kind: terms.gives.kind, name: terms.name })

/**
 * Draws the points. authorise: refused (the number of points there are) when there are too few; record: it happened, what
 * is not there becomes debt.
 */
export async function drawPoints(
  tx: Tx,
  shop: string,
  drawn: Drawn,
  mode: Posting["mode"],
  at: Date,
): Promise<{ ok: true } | { ok: false; available: number }> {
  const [outcome] = await post(tx, shop, [
    {
      customerId: drawn.customerId,
      code: "redeemed",
      amount: -drawn.points,
      phase: "available",
      mode,
      sourceType: "redemption",
      sourceId: drawn.redemptionId,
      programmeVersion: null,
      basis: basisOf(drawn),
      key: drawKey(drawn),
      eventAt: at,
    },
  ])
  if (outcome && !outcome.ok && outcome.reason === "insufficient_points")
    return { ok: false, available: outcome.available }
  if (!outcome?.ok) throw new Error(`drawing points came to ${outcome?.reason}`)
  await requestSync(tx, shop, [drawn.customerId])
  return { ok: true }
}

/** Gives the points of a round back, each as old as it was when it was drawn; debt that was made by it is paid first. */
export async function giveBack(tx: Tx, shop: string, drawn: Drawn, at: Date): Promise<void> {
  const { rows } = await tx.query<{ amount: number; earnedAt: Date }>(
    `SELECT d."amount", l."earnedAt" FROM "PointsEntry" e
     JOIN "PointsDraw" d ON d."shop" = e."shop" AND d."customerId" = e."customerId" AND d."entryVersion" = e."version"
     JOIN "PointsLot" l ON l."shop" = d."shop" AND l."customerId" = d."customerId" AND l."entryVersion" = d."lotVersion"
     WHERE e."shop" = $1 AND e."key" = $2 ORDER BY l."earnedAt", l."entryVersion"`,
    [shop, drawKey(drawn)],
  )
  const owed = drawn.points - rows.reduce((sum, { amount }) => sum + amount, 0)
  const parts = [...(owed > 0 ? [{ amount: owed, earnedAt: at }] : []), ...rows]
  const outcomes = await post(
    tx,
    shop,
    parts.map(({ amount, earnedAt }, index) => ({
      customerId: drawn.customerId,
      code: "redemption_returned",
      amount,
      phase: "available",
      mode: "record",
      sourceType: "redemption",
      sourceId: drawn.redemptionId,
      programmeVersion: null,
      basis: { ...basisOf(drawn), earnedAt: earnedAt.toISOString() },
      key: `return ${drawn.redemptionId} ${drawn.round} ${index + 1}`,
      eventAt: at,
      earnedAt,
    })),
  )
  if (outcomes.some((outcome) => !outcome.ok))
    throw new Error(`points of ${drawn.redemptionId} could not be given back`)
  await requestSync(tx, shop, [drawn.customerId])
}
