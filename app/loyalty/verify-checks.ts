import { AWARD_KINDS } from "./awards/award-kinds.ts"
import { EARNING_CODES } from "./ledger/codes.ts"
import { REDEMPTION_CHECKS } from "./redemptions/verify-redemptions.ts"
import { TIER_CHECKS } from "./tiers/tier-checks.ts"

/**
 * The ledger's promises as questions to the tables: each query returns what breaks its promise, as (shop, subject, words).
 * `$1` is a shop's domain or null for all. Promises by number: app/loyalty/README.md.
 */
export type Check = { promise: number; name: string; sql: string }

const OF_SHOP = (alias: string) => `($1::text IS NULL OR ${alias}."shop" = $1)`
/** Orders' entries stay where they were written; their points go on with whoever the customer `x` is now. */
const MERGED_INTO = `LEFT JOIN "CustomerMerge" m ON m."shop" = x."shop" AND m."customerId" = x."customerId"`
const EARNING = EARNING_CODES.map((code) => `'${code}'`).join(", ")

/** An account's movements, lots and draws added up. */
const SUMS = `
  SELECT a."shop", a."customerId", a."available", a."pending", a."debt", a."lifetime", a."version",
    coalesce(e.available, 0) AS sum_available, coalesce(e.pending, 0) AS sum_pending, coalesce(e.debt, 0) AS sum_debt,
    coalesce(e.lifetime, 0) AS sum_lifetime, coalesce(e.entries, 0) AS entries
  FROM "PointsAccount" a
  LEFT JOIN (
    SELECT e."shop", e."customerId", sum(e."delta") AS available, sum(e."pendingDelta") AS pending,
      sum(e."debtDelta") AS debt, count(*) AS entries,
      coalesce(sum(e."delta" - e."debtDelta") FILTER (WHERE e."code" IN (${EARNING})), 0) + sum(e."lifetimeDelta")
        AS lifetime
    FROM "PointsEntry" e WHERE ${OF_SHOP("e")} GROUP BY e."shop", e."customerId"
  ) e ON e."shop" = a."shop" AND e."customerId" = a."customerId"
  WHERE ${OF_SHOP("a")}`

export const CHECKS: Check[] = [
  {
    promise: 1,
    name: "balances are the sums of their entries",
    sql: `SELECT "shop", "customerId" AS subject, format(
        'account says %s available, %s pending, %s debt, %s lifetime; its entries add up to %s, %s, %s, %s',
        "available", "pending", "debt", "lifetime", sum_available, sum_pending, sum_debt, sum_lifetime) AS words
      FROM (${SUMS}) s WHERE ("available", "pending", "debt", "lifetime")
        IS DISTINCT FROM (sum_available, sum_pending, sum_debt, sum_lifetime)`,
  },
  {
    promise: 2,
    name: "no balance below zero, debt only when nothing is available",
    sql: `SELECT e."shop", e."customerId" AS subject, format('entry %s leaves %s available, %s pending, %s debt',
        e."version", e."availableAfter", e."pendingAfter", e."debtAfter") AS words
      FROM "PointsEntry" e WHERE ${OF_SHOP("e")} AND (e."availableAfter" < 0 OR e."pendingAfter" < 0
        OR e."debtAfter" < 0 OR (e."debtAfter" > 0 AND e."availableAfter" > 0))`,
  },
  {
    promise: 3,
    name: "versions have no gap and each entry continues the one before",
    sql: `SELECT "shop", "customerId" AS subject, format('entry %s does not continue the one before it', "version") AS words
      FROM (
        SELECT e.*, lag(e."version", 1, 0) OVER w AS v, lag(e."availableAfter", 1, 0::bigint) OVER w AS a,
          lag(e."pendingAfter", 1, 0::bigint) OVER w AS p, lag(e."debtAfter", 1, 0::bigint) OVER w AS d
        FROM "PointsEntry" e WHERE ${OF_SHOP("e")}
        WINDOW w AS (PARTITION BY e."shop", e."customerId" ORDER BY e."version")
      ) c
      WHERE "version" <> v + 1 OR "availableAfter" <> a + "delta" OR "pendingAfter" <> p + "pendingDelta"
        OR "debtAfter" <> d + "debtDelta"
      UNION ALL
      SELECT "shop", "customerId", format('account is at version %s with %s entries', "version", entries)
      FROM (${SUMS}) s WHERE "version" <> entries`,
  },
  {
    promise: 4,
    name: "what is left of the lots is what is available",
    sql: `SELECT a."shop", a."customerId" AS subject,
        format('%s available, but its lots hold %s', a."available", coalesce(l.left, 0)) AS words
      FROM "PointsAccount" a
      LEFT JOIN (
        SELECT l."shop", l."customerId", sum(l."amount" - coalesce(d.drawn, 0)) AS left
        FROM "PointsLot" l
        LEFT JOIN (
          SELECT "shop", "customerId", "lotVersion", sum("amount") AS drawn FROM "PointsDraw" x
          WHERE ${OF_SHOP("x")} GROUP BY 1, 2, 3
        ) d ON d."shop" = l."shop" AND d."customerId" = l."customerId" AND d."lotVersion" = l."entryVersion"
        WHERE ${OF_SHOP("l")} GROUP BY 1, 2
      ) l ON l."shop" = a."shop" AND l."customerId" = a."customerId"
      WHERE ${OF_SHOP("a")} AND a."available" <> coalesce(l.left, 0)`,
  },
  {
    promise: 4,
    name: "every credit has its lot, every debit its draws, no lot is overdrawn",
    sql: `SELECT e."shop", e."customerId" AS subject, format('entry %s moves %s, its lot holds %s and its draws take %s',
        e."version", e."delta", coalesce(l."amount", 0), coalesce(d.drawn, 0)) AS words
      FROM "PointsEntry" e
      LEFT JOIN "PointsLot" l
        ON l."shop" = e."shop" AND l."customerId" = e."customerId" AND l."entryVersion" = e."version"
      LEFT JOIN (
        SELECT "shop", "customerId", "entryVersion", sum("amount") AS drawn FROM "PointsDraw" x
          WHERE ${OF_SHOP("x")} GROUP BY 1, 2, 3
      ) d ON d."shop" = e."shop" AND d."customerId" = e."customerId" AND d."entryVersion" = e."version"
      WHERE ${OF_SHOP("e")} AND e."delta" <> coalesce(l."amount", 0) - coalesce(d.drawn, 0)
      UNION ALL
      SELECT l."shop", l."customerId", format('lot %s of %s points is overdrawn by %s', l."entryVersion", l."amount",
        sum(d."amount") - l."amount")
      FROM "PointsLot" l JOIN "PointsDraw" d
        ON d."shop" = l."shop" AND d."customerId" = l."customerId" AND d."lotVersion" = l."entryVersion"
      WHERE ${OF_SHOP("l")} GROUP BY l."shop", l."customerId", l."entryVersion" HAVING sum(d."amount") > l."amount"`,
  },
  {
    promise: 4,
    name: "no later lot is touched while a sooner one has points",
    sql: `SELECT d."shop", d."customerId" AS subject, format('entry %s drew from lot %s while lot %s still had points',
        d."entryVersion", d."lotVersion", k."entryVersion") AS words
      FROM "PointsDraw" d
      JOIN "PointsLot" l
        ON l."shop" = d."shop" AND l."customerId" = d."customerId" AND l."entryVersion" = d."lotVersion"
      JOIN "PointsLot" k ON k."shop" = d."shop" AND k."customerId" = d."customerId"
        AND k."entryVersion" < d."entryVersion"
        AND (k."earnedAt", k."entryVersion") < (l."earnedAt", l."entryVersion")
      WHERE ${OF_SHOP("d")} AND d."policyVersion" IS NULL AND k."amount" > coalesce((
        SELECT sum(x."amount") FROM "PointsDraw" x WHERE x."shop" = k."shop" AND x."customerId" = k."customerId"
          AND x."lotVersion" = k."entryVersion" AND x."entryVersion" <= d."entryVersion"), 0)`,
  },
  {
    promise: 5,
    name: "a key was posted once",
    sql: `SELECT e."shop", e."key" AS subject, format('posted %s times', count(*)) AS words
      FROM "PointsEntry" e WHERE ${OF_SHOP("e")} GROUP BY e."shop", e."key" HAVING count(*) > 1`,
  },
  {
    promise: 6,
    name: "an order's waiting points end once",
    sql: `SELECT e."shop", e."sourceId" AS subject, format('its waiting points ended %s times', count(*)) AS words
      FROM "PointsEntry" e
      WHERE ${OF_SHOP("e")} AND e."sourceType" = 'order' AND e."code" IN ('pending_released', 'pending_voided')
      GROUP BY e."shop", e."sourceId", e."customerId" HAVING count(*) > 1
      UNION ALL
      SELECT p."shop", p."orderId", format('settled with %s points still waiting', p."pending") FROM "OrderPoints" p
      WHERE ${OF_SHOP("p")} AND p."settledAt" IS NOT NULL AND p."pending" <> 0`,
  },
  {
    promise: 7,
    name: "an order's movements add up to what it deserves",
    sql: `SELECT p."shop", p."orderId" AS subject, format(
        'target %s, posted %s, pending %s, %s postings; its entries add up to %s posted, %s pending, %s postings',
        p."target", p."posted", p."pending", p."postings", coalesce(e.posted, 0), coalesce(e.pending, 0),
        coalesce(e.postings, 0)) AS words
      FROM "OrderPoints" p
      LEFT JOIN (
        SELECT x."shop", x."sourceId", coalesce(m."ownerId", x."customerId") AS "customerId",
          sum(x."delta" - x."debtDelta" + x."pendingDelta") AS posted, sum(x."pendingDelta") AS pending,
          count(*) AS postings
        FROM "PointsEntry" x ${MERGED_INTO} WHERE ${OF_SHOP("x")} AND x."sourceType" = 'order' GROUP BY 1, 2, 3
      ) e ON e."shop" = p."shop" AND e."sourceId" = p."orderId" AND e."customerId" = p."customerId"
      WHERE ${OF_SHOP("p")} AND (p."target" <> p."posted" OR p."posted" <> coalesce(e.posted, 0)
        OR p."pending" <> coalesce(e.pending, 0) OR p."postings" <> coalesce(e.postings, 0))
      UNION ALL
      SELECT DISTINCT x."shop", x."sourceId", 'has entries but is no order with points'
      FROM "PointsEntry" x ${MERGED_INTO} WHERE ${OF_SHOP("x")} AND x."sourceType" = 'order' AND NOT EXISTS (
        SELECT FROM "OrderPoints" p WHERE p."shop" = x."shop" AND p."orderId" = x."sourceId"
          AND p."customerId" = coalesce(m."ownerId", x."customerId"))`,
  },
  {
    promise: 7,
    name: "what a merge takes out of one account comes into the other, and nothing is left behind",
    sql: `SELECT e."shop", e."sourceId" AS subject, format('its merge is off by %s points, %s pending, %s lifetime',
        sum(e."delta" - e."debtDelta"), sum(e."pendingDelta"), sum(e."lifetimeDelta")) AS words
      FROM "PointsEntry" e WHERE ${OF_SHOP("e")} AND e."sourceType" = 'merge' GROUP BY e."shop", e."sourceId"
      HAVING sum(e."delta" - e."debtDelta") <> 0 OR sum(e."pendingDelta") <> 0 OR sum(e."lifetimeDelta") <> 0
      UNION ALL
      SELECT m."shop", m."customerId", format('was merged into %s, but still has something', m."ownerId")
      FROM "CustomerMerge" m WHERE ${OF_SHOP("m")} AND (
        EXISTS (SELECT FROM "PointsAccount" a WHERE a."shop" = m."shop" AND a."customerId" = m."customerId"
          AND (a."available", a."pending", a."debt", a."lifetime") <> (0, 0, 0, 0))
        OR EXISTS (SELECT FROM "OrderPoints" p WHERE p."shop" = m."shop" AND p."customerId" = m."customerId")
        OR EXISTS (SELECT FROM "Member" b WHERE b."shop" = m."shop" AND b."customerId" = m."customerId"))`,
  },
  {
    promise: 10,
    name: "what is taken back was awarded, all of it and once, and from whoever has it",
    sql: `SELECT e."shop", e."sourceId" AS subject, format('awarded %s times with %s points, taken back %s times with %s',
        count(*) FILTER (WHERE e."code" = 'awarded'),
        coalesce(sum(e."delta" - e."debtDelta") FILTER (WHERE e."code" = 'awarded'), 0),
        count(*) FILTER (WHERE e."code" = 'award_withdrawn'),
        coalesce(sum(e."debtDelta" - e."delta") FILTER (WHERE e."code" = 'award_withdrawn'), 0)) AS words
      FROM "PointsEntry" e WHERE ${OF_SHOP("e")} AND e."sourceType" = 'award' GROUP BY e."shop", e."sourceId"
      HAVING count(*) FILTER (WHERE e."code" = 'awarded') <> 1
        OR (count(*) > 1 AND (count(*) <> 2 OR sum(e."delta" - e."debtDelta") <> 0))
      UNION ALL
      SELECT x."shop", x."sourceId", format('taken back from %s, who never became %s', x."customerId", g."customerId")
      FROM "PointsEntry" x ${MERGED_INTO}
      JOIN "PointsEntry" g ON g."shop" = x."shop" AND g."key" = 'award:' || x."sourceId"
      LEFT JOIN "CustomerMerge" o ON o."shop" = g."shop" AND o."customerId" = g."customerId"
      WHERE ${OF_SHOP("x")} AND x."code" = 'award_withdrawn'
        AND coalesce(o."ownerId", g."customerId") <> coalesce(m."ownerId", x."customerId")
      UNION ALL
      SELECT e."shop", e."sourceId", format('awarded for %s, which nobody knows', e."basis"->>'kind')
      FROM "PointsEntry" e WHERE ${OF_SHOP("e")} AND e."sourceType" = 'award'
        AND NOT (e."basis"->>'kind' = ANY('{${AWARD_KINDS.join(",")}}'::text[]))`,
  },
  {
    promise: 8,
    name: "the database refuses changes",
    sql: `SELECT coalesce($1, '') AS shop, t.name AS subject, 'the trigger that refuses changes is missing or off' AS words
      FROM unnest(ARRAY['PointsEntry', 'PointsLot', 'PointsDraw', 'ProgrammeVersion', 'TierChange']) AS t(name)
      WHERE (SELECT count(*) FROM pg_trigger g WHERE g.tgrelid = format('%I', t.name)::regclass
        AND g.tgname IN ('append_only', 'append_only_truncate') AND g.tgenabled IN ('O', 'A')) <> 2`,
  },
  {
    promise: 9,
    name: "the history of tiers leads to the tier of now",
    sql: `SELECT t."shop", t."customerId" AS subject, format('tier change %s does not follow the one before', t."seq") AS words
      FROM (
        SELECT c.*, lag(c."seq", 1, 0) OVER w AS s, lag(c."toTierId") OVER w AS before FROM "TierChange" c
        WHERE ${OF_SHOP("c")} WINDOW w AS (PARTITION BY c."shop", c."customerId" ORDER BY c."seq")
      ) t WHERE t."seq" <> t.s + 1 OR t."fromTierId" IS DISTINCT FROM t.before
      UNION ALL
      SELECT m."shop", m."customerId", format('tier is %s, its history says %s', m."tierId", h."toTierId")
      FROM "Member" m
      LEFT JOIN LATERAL (
        SELECT c."toTierId" FROM "TierChange" c
        WHERE c."shop" = m."shop" AND c."customerId" = m."customerId" ORDER BY c."seq" DESC LIMIT 1
      ) h ON true
      WHERE ${OF_SHOP("m")} AND m."tierId" IS DISTINCT FROM h."toTierId"`,
  },
  {
    promise: 9,
    name: "what changed is written to Shopify or waits to be",
    sql: `SELECT m."shop", m."customerId" AS subject, 'has points or a tier that Shopify was never told of' AS words
      FROM "Member" m JOIN "PointsAccount" a ON a."shop" = m."shop" AND a."customerId" = m."customerId"
      WHERE ${OF_SHOP("m")} AND a."version" > 0 AND NOT EXISTS (
        SELECT FROM "MemberSync" s
        WHERE s."shop" = m."shop" AND s."customerId" = m."customerId" AND s."written" <= s."wanted")`,
  },
  ...REDEMPTION_CHECKS,
  ...TIER_CHECKS,
]
