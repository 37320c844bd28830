import type { Tx } from "#app/lib/db.server.ts"
import { coversSql } from "../programme/pause.ts"
import { loadVersionAt } from "../programme/version.server.ts"
import type { ProgrammeVersion } from "../programme/version-in-force.ts"
import { asksForCustomer, findExcludedTag } from "../rules/exclusions.ts"

/** Why somebody is given nothing at a moment, whatever it would be for. */
export type EarnsNothing = "no_programme" | "not_member" | "paused" | "outside_test" | "excluded" | "customer_unknown"

type Found = {
  paused: boolean
  testTag: string | null
  customers: { customerId: string; isMember: boolean; tags: string[] | null }[] | null
}

/** What decides whether these customers earn at a moment, as for orders placed then. */
export type Earning = { programme: ProgrammeVersion | null; why: (customerId: string) => EarnsNothing | null }

/**
 * Whether these customers earn at `at` (world time) at all: the programme is published and not at rest, and they are members
 * whom nothing leaves out. `customer_unknown`: a tag may leave them out, and their tags are not known yet.
 */
export async function loadEarning(
  tx: Pick<Tx, "query">,
  shop: string,
  customerIds: string[],
  at: Date,
): Promise<Earning> {
  const programme = await loadVersionAt(tx, shop, at)
  if (!programme) return { programme, why: () => "no_programme" }
  const { rows } = await tx.query<Found>(
    `SELECT EXISTS (SELECT FROM "ProgrammePause" WHERE "shop" = $1 AND "earning" AND "undoneAt" IS NULL
         AND ${coversSql("$3::timestamptz")}) AS paused,
       (SELECT "tag" FROM "ProgrammeTest" WHERE "shop" = $1 AND ${coversSql("$3::timestamptz")} LIMIT 1) AS "testTag",
       (SELECT json_agg(json_build_object('customerId', m."customerId", 'isMember', true, 'tags', (
            SELECT c."tags" FROM "Customer" c WHERE c."shop" = $1 AND c."customerId" = m."customerId"
              AND (c."tagsKnown" OR c."deletedAt" IS NOT NULL))))
         FROM "Member" m WHERE m."shop" = $1 AND m."customerId" = ANY($2)) AS customers`,
    [shop, customerIds, at],
  )
  const { paused, testTag, customers } = rows[0] as Found
  const tagsOf = new Map((customers ?? []).map(({ customerId, tags }) => [customerId, tags]))
  const why = (customerId: string): EarnsNothing | null => {
    const tags = tagsOf.get(customerId)
    if (tags === undefined) return "not_member"
    if (paused) return "paused"
    if (tags === null) return testTag !== null || asksForCustomer(programme.rules) ? "customer_unknown" : null
    const takesPart = testTag === null || tags.some((tag) => tag.trim().toLowerCase() === testTag.toLowerCase())
    if (!takesPart) return "outside_test"
    return findExcludedTag(tags, programme.rules) === null ? null : "excluded"
  }
  return { programme, why }
}
