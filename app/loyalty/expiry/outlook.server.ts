import type { Tx } from "#app/lib/db.server.ts"
import { prepared } from "#app/lib/prepared.server.ts"
import { ACTIVITY_SQL } from "./activity.ts"
import { type ExpiryPolicy, type ExpiryTerm, termsOf } from "./expires-at.ts"
import { expiryRules } from "./expiry-rules.ts"

type Reader = Pick<Tx, "query">

/**
 * What the ledger puts lots in order by. `version`: the newest of the programme, which a draw keeps, so that the order can be
 * proved later; null as long as expiry was never in force.
 */
export type Outlooks = { terms: ExpiryTerm[]; version: number | null; lastActivity: Map<string, Date> }

const POLICIES = prepared(
  `SELECT "version", "publishedAt", "rules" -> 'expiry' AS rules, "timezone" AS zone FROM "ProgrammeVersion"
   WHERE "shop" = ANY($1) ORDER BY "version"`,
)

type Row = Pick<ExpiryPolicy, "version" | "publishedAt"> & { rules: unknown; zone: string | null }

/** What each version of the programme says about expiry, oldest first. */
export async function loadPolicies(tx: Reader, shop: string): Promise<ExpiryPolicy[]> {
  const { rows } = await tx.query<Row>(POLICIES([[shop]]))
  return rows.map(({ version, publishedAt, rules, zone }) => ({
    version,
    publishedAt,
    zone: zone ?? "UTC",
    ...expiryRules.parse(rules ?? undefined),
  }))
}

/** The outlooks of these customers; of nobody: nothing is read. */
export async function loadOutlooks(tx: Reader, shop: string, customerIds: string[]): Promise<Outlooks> {
  const none = { terms: [], version: null, lastActivity: new Map<string, Date>() }
  if (customerIds.length === 0) return none
  const policies = await loadPolicies(tx, shop)
  if (policies.every(({ kind }) => kind === "never")) return none
  const terms = termsOf(policies)
  const byActivity = terms.some(({ kind }) => kind === "inactivity")
  const lastActivity = byActivity ? await loadLastActivity(tx, shop, customerIds) : none.lastActivity
  return { terms, version: policies.at(-1)?.version ?? null, lastActivity }
}

const LAST_ACTIVITY = prepared(
  `SELECT e."customerId", max(${ACTIVITY_SQL}) AS at FROM "PointsEntry" e
   WHERE e."shop" = $1 AND e."customerId" = ANY($2) GROUP BY e."customerId"`,
)

/** When these customers were last active, by their entries; who never was is left out. */
export async function loadLastActivity(tx: Reader, shop: string, customerIds: string[]): Promise<Map<string, Date>> {
  const { rows } = await tx.query<{ customerId: string; at: Date | null }>(LAST_ACTIVITY([shop, customerIds]))
  return new Map(rows.flatMap(({ customerId, at }) => (at ? [[customerId, at]] : [])))
}
