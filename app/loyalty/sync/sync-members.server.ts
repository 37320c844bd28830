import { now } from "#app/lib/clock.server.ts"
import { shopDb } from "#app/lib/db.server.ts"
import { UpstreamError } from "#app/lib/errors.ts"
import { log } from "#app/lib/log.server.ts"
import { plainError } from "#app/lib/plain-error.ts"
import { METAFIELDS_PER_CALL, writeMetafields } from "#app/shopify/operations/metafields.server.ts"
import { changeTags } from "#app/shopify/operations/tags.server.ts"
import { loadStandings } from "../tiers/member-tiers.server.ts"
import { backoffMs } from "./backoff.ts"
import { type Claimed, claimMembers, loadSyncFacts, markWritten, putOff } from "./member-sync-rows.server.ts"
import { METAFIELD_NAMESPACE, memberValue, tierTag } from "./metafield-values.ts"

/** A member's row with what Shopify shall have of it. */
type Wanted = Claimed & { value: string; nextTag: string | null }

/**
 * Writes balance, tier and next tier of members whose facts changed into Shopify, until none is due or `limit` rows were
 * tried. Returns how many were written. What fails waits longer each time and keeps its error; a row that Shopify
 * refuses does not hold up the others.
 */
export async function syncMembers(limit = 1000): Promise<number> {
  let tried = 0
  let written = 0
  while (tried < limit) {
    const batch = await claimMembers(METAFIELDS_PER_CALL)
    if (!batch) break
    tried += batch.claimed.length
    written += await syncBatch(batch.shop, batch.claimed)
  }
  return written
}

async function syncBatch(shop: string, claimed: Claimed[]): Promise<number> {
  try {
    const wanted = await loadWanted(shop, claimed)
    const gone = claimed.filter((row) => !wanted.some((one) => one.customerId === row.customerId))
    await markWritten(shop, gone)
    const accepted = await writeValues(shop, wanted)
    let written = 0
    for (const row of accepted) written += await finish(shop, row)
    const ids = accepted.map((row) => row.customerId)
    log.info({ shop, members: claimed.length, written, ids }, "members were written into Shopify")
    return written
  } catch (error) {
    // Rows already finished have a newer `written`; putting them off again costs at most a wait for their next change.
    await putOffAll(shop, claimed, error)
    return 0
  }
}

async function loadWanted(shop: string, claimed: Claimed[]): Promise<Wanted[]> {
  const at = now()
  const ids = claimed.map((row) => row.customerId)
  const facts = await loadSyncFacts(shop, ids)
  const standings = await loadStandings(shopDb(shop), shop, [...facts.keys()], at)
  return claimed.flatMap((row) => {
    const fact = facts.get(row.customerId)
    if (!fact) return []
    const standing = standings.get(row.customerId) ?? { tier: null, next: null }
    const value = JSON.stringify(memberValue(fact, standing, at))
    return [{ ...row, value, nextTag: tierTag(fact.tierId) }]
  })
}

/** One call writes all or none: those it names as refused are put off, the rest is written without them. */
async function writeValues(shop: string, wanted: Wanted[]): Promise<Wanted[]> {
  let rest = wanted
  while (rest.length > 0) {
    const outcome = await writeMetafields(
      shop,
      rest.map((row) => ({
        ownerId: row.customerId,
        namespace: METAFIELD_NAMESPACE,
        key: "loyalty",
        type: "json",
        value: row.value,
      })),
    )
    if (outcome.ok) return rest
    const named = new Set(outcome.faults.map((fault) => fault.index))
    const refused = rest.filter((_row, index) => named.has(index))
    for (const row of refused.length > 0 ? refused : rest) {
      const own = outcome.faults.filter((fault) => fault.index === rest.indexOf(row))
      await putOff(shop, [row.customerId], refusal(own.length > 0 ? own : outcome.faults), backoffMs(row.tries))
    }
    rest = refused.length > 0 ? rest.filter((row) => !refused.includes(row)) : []
  }
  return []
}

/** The tag follows the metafield; the row is done when both are in Shopify. */
async function finish(shop: string, row: Wanted): Promise<number> {
  if (row.nextTag !== row.tag) {
    const change = { add: row.nextTag ? [row.nextTag] : [], remove: row.tag ? [row.tag] : [] }
    const outcome = await changeTags(shop, row.customerId, change)
    if (!outcome.ok) {
      await putOff(shop, [row.customerId], refusal(outcome.faults), backoffMs(row.tries))
      return 0
    }
  }
  await markWritten(shop, [{ customerId: row.customerId, wanted: row.wanted, tag: row.nextTag }])
  return 1
}

function refusal(faults: { message: string }[]): string {
  return `Shopify refused: ${faults.map((fault) => fault.message).join("; ")}`
}

async function putOffAll(shop: string, claimed: Claimed[], error: unknown): Promise<void> {
  const words = plainError(error)
  const tries = Math.max(...claimed.map((row) => row.tries))
  const waitMs = Math.max(backoffMs(tries), error instanceof UpstreamError ? error.retryAfterMs : 0)
  const ids = claimed.map((row) => row.customerId)
  await putOff(shop, ids, words, waitMs)
}
