import { now } from "#app/lib/clock.server.ts"
import { shopDb } from "#app/lib/db.server.ts"
import { UpstreamError } from "#app/lib/errors.ts"
import { log } from "#app/lib/log.server.ts"
import { plainError } from "#app/lib/plain-error.ts"
import { METAFIELD_NAMESPACE, METAFIELDS_PER_CALL, writeMetafields } from "#app/shopify/operations/metafields.server.ts"
import { changeTags } from "#app/shopify/operations/tags.server.ts"
import { expiringSoon, loadMemberExpiry } from "../expiry/member-expiry.server.ts"
import { loadStandings } from "../tiers/member-tiers.server.ts"
import { NO_STANDING } from "../tiers/standing.ts"
import { backoffMs } from "./backoff.ts"
import {
  type Claimed,
  claimMembers,
  findShopsToSync,
  loadSyncFacts,
  markWritten,
  putOff,
} from "./member-sync-rows.server.ts"
import { memberValue, TAG_UNKNOWN, tierTag } from "./metafield-values.ts"

/** A member's row with what Shopify shall have of it. */
type Wanted = Claimed & { value: string; nextTag: string | null }

/** Shops that are written at once: one whose answers are slow holds up only its own lane. */
const LANES = 4
const SHOPS_OF_A_ROUND = 100
/** A call with its repetitions takes at most about 70 s (shopify/admin-api.server.ts); the lease is 120 s. */
const CALLS_BEGIN_WITHIN_MS = 45_000

/**
 * Writes balance, tier and next tier of members whose facts changed into Shopify, shop after shop, until none is due,
 * `limit` rows were tried, or `signal` says stop (heard between the members of two calls). Returns how many were written.
 * What fails waits longer each time and keeps its error; a row that Shopify refuses does not hold up the others, and a
 * shop that cannot be served (throttled, not let in) is left alone for the rest of this run.
 */
export async function syncMembers(signal?: AbortSignal, limit = 1000): Promise<number> {
  const unserved = new Set<string>()
  let after = ""
  let tried = 0
  let written = 0
  const serve = async (shop: string) => {
    const claimed = await claimMembers(shop, METAFIELDS_PER_CALL)
    const outcome = await syncBatch(shop, claimed)
    if (outcome === "unserved") unserved.add(shop)
    else written += outcome
    tried += claimed.length
  }
  while (tried < limit && !signal?.aborted) {
    const shops = await findShopsToSync(after, [...unserved], SHOPS_OF_A_ROUND)
    const triedBefore = tried
    after = shops.at(-1) ?? ""
    const turns = [...shops]
    const lane = async () => {
      for (let shop = turns.shift(); shop !== undefined && !signal?.aborted; shop = turns.shift()) await serve(shop)
    }
    const ends = await Promise.allSettled(Array.from({ length: LANES }, lane))
    const failed = ends.find((end) => end.status === "rejected")
    if (failed) throw failed.reason
    // Nothing is due, or other workers have it.
    if (tried === triedBefore) break
  }
  return written
}

async function syncBatch(shop: string, claimed: Claimed[]): Promise<number | "unserved"> {
  if (claimed.length === 0) return 0
  const begunAt = performance.now()
  let open: Claimed[] = claimed
  try {
    const wanted = await loadWanted(shop, claimed)
    const gone = claimed.filter((row) => !wanted.some((one) => one.customerId === row.customerId))
    await markWritten(shop, gone)
    open = wanted
    const accepted = await writeValues(shop, wanted, begunAt)
    const done = accepted.filter((row) => !tagDiffers(row))
    await markWritten(shop, done)
    const tagged = accepted.filter(tagDiffers)
    let written = done.length
    for (const [index, row] of tagged.entries()) {
      open = tagged.slice(index)
      requireTime(begunAt)
      written += await finish(shop, row)
    }
    const ids = accepted.map((row) => row.customerId)
    log.info({ shop, members: claimed.length, written, ids }, "members were written into Shopify")
    return written
  } catch (error) {
    await putOffAll(shop, open, error)
    return "unserved"
  }
}

/** No call begins so late that it could end after the lease, and write what is old over what another wrote by then. */
function requireTime(begunAt: number): void {
  if (performance.now() - begunAt > CALLS_BEGIN_WITHIN_MS) throw new UpstreamError("writing members took too long", 0)
}

async function loadWanted(shop: string, claimed: Claimed[]): Promise<Wanted[]> {
  const at = now()
  const ids = claimed.map((row) => row.customerId)
  const facts = await loadSyncFacts(shop, ids)
  const standings = await loadStandings(shopDb(shop), shop, [...facts.keys()], at)
  const expiry = await loadMemberExpiry(shopDb(shop), shop, [...facts.keys()])
  return claimed.flatMap((row) => {
    const fact = facts.get(row.customerId)
    if (!fact) return []
    const standing = standings.get(row.customerId) ?? NO_STANDING
    const value = JSON.stringify(memberValue(fact, standing, at, expiringSoon(expiry.get(row.customerId), at)))
    return [{ ...row, value, nextTag: tierTag(fact.tierId) }]
  })
}

/** One call writes all or none: those it names as refused are put off, the rest is written without them. */
async function writeValues(shop: string, wanted: Wanted[], begunAt: number): Promise<Wanted[]> {
  let rest = wanted
  while (rest.length > 0) {
    requireTime(begunAt)
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
      await putOff(shop, [row], refusal(own.length > 0 ? own : outcome.faults), backoffMs(row.tries))
    }
    rest = refused.length > 0 ? rest.filter((row) => !refused.includes(row)) : []
  }
  return []
}

/** A row is done when metafield and tag are in Shopify. */
const tagDiffers = (row: Wanted) => row.nextTag !== row.tag || isInDoubt(row)

/** After a try that did not come to its end (the worker was killed, the answer was lost) a tag may be there that we never noted. */
const isInDoubt = (row: Wanted) => row.tries > 1 || row.tag === TAG_UNKNOWN

/** The tag follows the metafield; in doubt all but the right one are removed. */
async function finish(shop: string, row: Wanted): Promise<number> {
  const others = isInDoubt(row) ? await findTierTags(shop) : []
  const remove = [...new Set([...others, row.tag])].filter((tag) => tag && tag !== row.nextTag) as string[]
  const outcome = await changeTags(shop, row.customerId, { add: row.nextTag ? [row.nextTag] : [], remove })
  if (!outcome.ok) {
    await putOff(shop, [row], refusal(outcome.faults), backoffMs(row.tries))
    return 0
  }
  await markWritten(shop, [{ ...row, tag: row.nextTag }])
  return 1
}

/** The tags of every tier that any version of the shop's programme ever had. */
async function findTierTags(shop: string): Promise<string[]> {
  const { rows } = await shopDb(shop).query<{ id: string }>(
    `SELECT DISTINCT level ->> 'id' AS id FROM "ProgrammeVersion" v, jsonb_array_elements(v."rules" #> '{tiers,levels}') AS level
     WHERE v."shop" = $1`,
    [shop],
  )
  return rows.flatMap((row) => tierTag(row.id) ?? [])
}

function refusal(faults: { message: string }[]): string {
  return `Shopify refused: ${faults.map((fault) => fault.message).join("; ")}`
}

async function putOffAll(shop: string, claimed: Claimed[], error: unknown): Promise<void> {
  const words = plainError(error)
  const tries = Math.max(...claimed.map((row) => row.tries))
  const waitMs = backoffMs(tries, error)
  await putOff(shop, claimed, words, waitMs)
}
