import type { Tx } from "#app/lib/db.server.ts"
import type { Entry } from "../ledger/entry.ts"
import { post } from "../ledger/ledger.server.ts"
import type { Basis } from "../ledger/posting.ts"
import { loadNewestVersion } from "../programme/version.server.ts"
import { requestSync } from "../sync/request-sync.server.ts"
import { reviewTiers } from "../tiers/review-tiers.server.ts"
import { findGiven, findWithdrawn, lockPersons } from "./given.server.ts"

export type Withdrawal = {
  customerId: string
  /** The key of the award. */
  key: string
  /** Why, beside what was given; no words of people. */
  basis?: Basis
  /** World time. */
  at: Date
}

export type WithdrawalOutcome =
  | { ok: true; customerId: string; entry: Entry; replayed: boolean }
  | { ok: false; reason: "not_awarded" }

/**
 * Takes back what an award gave, all of it and once, from whoever has it now; what is spent already becomes debt. For good:
 * a reason that comes back is another award with another key.
 */
export async function withdrawAward(tx: Tx, shop: string, withdrawal: Withdrawal): Promise<WithdrawalOutcome> {
  const { key, basis, at } = withdrawal
  const customerId = (await lockPersons(tx, shop, [withdrawal.customerId]))(withdrawal.customerId)
  const asked = [{ customerId, key }]
  const [given] = await findGiven(tx, shop, asked)
  if (!given) return { ok: false, reason: "not_awarded" }
  const [before] = await findWithdrawn(tx, shop, asked)
  if (before) return { ok: true, customerId, entry: before.entry, replayed: true }
  const { entry } = given
  const [outcome] = await post(tx, shop, [
    {
      customerId,
      code: "award_withdrawn",
      amount: entry.debtDelta - entry.delta,
      phase: "available",
      mode: "record",
      sourceType: "award",
      sourceId: entry.sourceId,
      programmeVersion: entry.programmeVersion,
      // When it was given: tiers by points count it off then.
      basis: { ...basis, kind: entry.basis.kind, awardedAt: entry.eventAt.toISOString() },
      key: `award_withdrawn:${entry.sourceId}`,
      eventAt: at,
    },
  ])
  if (!outcome?.ok) throw new Error(`an award was not taken back: ${JSON.stringify(outcome)}`)
  const programme = await loadNewestVersion(tx, shop)
  if (programme?.rules.tiers.measure === "points")
    await reviewTiers(tx, shop, [customerId], at, { up: "award", down: "award" })
  await requestSync(tx, shop, [customerId])
  return { ok: true, customerId, entry: outcome.entry, replayed: false }
}
