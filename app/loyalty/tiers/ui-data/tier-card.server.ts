import { shopDb } from "#app/lib/db.server.ts"
import { loadNewestVersion } from "../../programme/version.server.ts"
import { listWaitingRewards } from "../entry-rewards.server.ts"
import { listManualTiers } from "../manual-tiers.server.ts"
import { loadStandings } from "../member-tiers.server.ts"
import type { Standing } from "../standing.ts"

/** What the member's page knows of tiers beside which one it is: what holds it, what waits, what staff gave and may give. */
export type TierCard = {
  levels: { id: string; name: string }[]
  held: Standing["held"]
  /** Points for reaching a tier that wait for their orders. */
  waiting: { tier: string; points: number }[]
  /** The tier given by staff that is on. */
  manual: { tier: string; untilAt: string; exact: boolean; reason: string | null } | null
  /** Why staff gave a tier, by the moment of it. */
  reasons: Record<string, string>
}

/** Null: no member. */
export async function findTierCard(shop: string, customerId: string, at: Date): Promise<TierCard | null> {
  const [programme, standings, given, waiting] = await Promise.all([
    loadNewestVersion(shopDb(shop), shop),
    loadStandings(shopDb(shop), shop, [customerId], at),
    listManualTiers(shop, customerId),
    listWaitingRewards(shop, customerId),
  ])
  const standing = standings.get(customerId)
  if (!standing) return null
  const levels = (programme?.rules.tiers.levels ?? []).map(({ id, name }) => ({ id, name }))
  const nameOf = (id: string) => levels.find((level) => level.id === id)?.name ?? id
  const on = given.find((one) => one.endedAt === null && one.untilAt > at)
  return {
    levels,
    held: standing.held,
    waiting: waiting.map(({ tierId, points }) => ({ tier: nameOf(tierId), points })),
    manual: on
      ? { tier: nameOf(on.tierId), untilAt: on.untilAt.toISOString(), exact: on.exact, reason: on.reason }
      : null,
    reasons: Object.fromEntries(
      given.flatMap(({ fromAt, reason }) => (reason === null ? [] : [[fromAt.toISOString(), reason]])),
    ),
  }
}
