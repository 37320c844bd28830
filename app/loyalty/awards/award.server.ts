import type { Tx } from "#app/lib/db.server.ts"
import { wantTags } from "#app/records/customers/read-customers.server.ts"
import type { Entry } from "../ledger/entry.ts"
import { post } from "../ledger/ledger.server.ts"
import type { Basis, Posting } from "../ledger/posting.ts"
import type { ProgrammeVersion } from "../programme/version-in-force.ts"
import { requestSync } from "../sync/request-sync.server.ts"
import { reviewTiers } from "../tiers/review-tiers.server.ts"
import type { AwardKind } from "./award-kinds.ts"
import { awardKey, findGiven, type Given, lockPersons } from "./given.server.ts"
import { type EarnsNothing, loadEarning } from "./may-earn.server.ts"

/** Points that the programme gives for something else than an order. */
export type Award = {
  /** Customer's gid; one who was merged stands for whom they are now. */
  customerId: string
  kind: AwardKind
  /** How many, > 0. */
  points: number
  /** What it is for, the same for everybody ("birthday:2026"): each person is given it once. */
  key: string
  /** What explains it later, beside its kind; no words of people. */
  basis?: Basis
  /** World time of what it is for: by then the programme must have let them earn. */
  at: Date
}

/** `conflict`: the person was given something else under this key. Of all but a conflict nothing is kept: ask again later. */
export type AwardOutcome =
  | { ok: true; customerId: string; entry: Entry; replayed: boolean }
  | { ok: false; reason: EarnsNothing | "conflict" }

const MOST_POINTS = 1_000_000_000

/**
 * Gives points, each award once for each person however often it is asked for, in the caller's transaction; outcomes in the
 * order of the awards. Whoever was given it before two customers became one was given it. Takes its locks as the house does
 * (app/loyalty/README.md): the caller may hold orders and customers, but neither accounts nor members.
 */
export async function award(tx: Tx, shop: string, awards: Award[]): Promise<AwardOutcome[]> {
  if (awards.length === 0) return []
  for (const { points, key } of awards) {
    if (!Number.isSafeInteger(points) || points <= 0 || points > MOST_POINTS)
      throw new Error(`not a number of points: ${points}`)
    if (key === "") throw new Error("an award needs a key")
  }
  const ownerOf = await lockPersons(
    tx,
    shop,
    awards.map((one) => one.customerId),
  )
  const owned = awards.map((one) => ({ ...one, customerId: ownerOf(one.customerId) }))
  const given = await findGiven(tx, shop, owned)
  const fresh = owned.filter((_, index) => !given[index])
  const judged = await judge(tx, shop, fresh)
  const worthy = fresh.filter((one) => judged.get(one)?.refused === null)
  const posted = await post(
    tx,
    shop,
    worthy.map((one) => postingOf(one, judged.get(one)?.programme as ProgrammeVersion)),
  )
  await follow(tx, shop, worthy, judged)
  return owned.map((one, index) => {
    const before = given[index]
    if (before) return replayOf(one, before)
    const refused = judged.get(one)?.refused
    if (refused) return { ok: false, reason: refused }
    const outcome = posted[worthy.indexOf(one)]
    if (!outcome?.ok) return { ok: false, reason: "conflict" }
    return { ok: true, customerId: one.customerId, entry: outcome.entry, replayed: outcome.replayed }
  })
}

type Judged = Map<Award, { programme: ProgrammeVersion | null; refused: EarnsNothing | null }>

/** Whether each may earn at its moment; those whose tags we would have to know are read again. */
async function judge(tx: Tx, shop: string, awards: Award[]): Promise<Judged> {
  const judged: Judged = new Map()
  for (const moment of new Set(awards.map((one) => one.at.getTime()))) {
    const together = awards.filter((one) => one.at.getTime() === moment)
    const ids = [...new Set(together.map((one) => one.customerId))]
    const { programme, why } = await loadEarning(tx, shop, ids, new Date(moment))
    for (const one of together) judged.set(one, { programme, refused: why(one.customerId) })
  }
  const unknown = awards.filter((one) => judged.get(one)?.refused === "customer_unknown")
  await wantTags(tx, shop, [...new Set(unknown.map((one) => one.customerId))])
  return judged
}

function postingOf(award: Award, { version }: ProgrammeVersion): Posting {
  const { customerId, kind, points, basis, at } = award
  const sourceId = awardKey(award)
  return {
    customerId,
    code: "awarded",
    amount: points,
    phase: "available",
    mode: "record",
    sourceType: "award",
    sourceId,
    programmeVersion: version,
    basis: { ...basis, kind },
    key: `award:${sourceId}`,
    eventAt: at,
  }
}

/** What follows from points given: tiers that points measure, and what Shopify shows. */
async function follow(tx: Tx, shop: string, awards: Award[], judged: Judged): Promise<void> {
  const ids = [...new Set(awards.map((one) => one.customerId))]
  const newest = awards.reduce((at, one) => (one.at > at ? one.at : at), new Date(0))
  const measured = awards.some((one) => judged.get(one)?.programme?.rules.tiers.measure === "points")
  if (measured) await reviewTiers(tx, shop, ids, newest, { up: "award", down: "award" })
  await requestSync(tx, shop, ids)
}

/** The same award asked for again is the stored entry; another one under its key is a conflict. */
function replayOf(award: Award, { entry }: Given): AwardOutcome {
  const same = entry.basis.kind === award.kind && entry.delta - entry.debtDelta === award.points
  return same ? { ok: true, customerId: award.customerId, entry, replayed: true } : { ok: false, reason: "conflict" }
}
