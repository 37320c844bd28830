import type { Door, Tx } from "#app/lib/db.server.ts"
import { wake } from "#app/queue/wake.server.ts"
import { findDetails } from "../members/member-details.server.ts"
import { asksForProducts, type ProductView } from "../rules/exclusions.ts"
import { asksOf } from "../rules/match-rules.ts"
import type { Earner, EarningFacts } from "./complete-context.ts"

type Found = {
  pauses: (Omit<EarningFacts["pauses"][number], "fromAt" | "toAt"> & Moments)[] | null
  tests: (Omit<EarningFacts["tests"][number], "fromAt" | "toAt"> & Moments)[] | null
  customers: { customerId: string; tags: string[] }[] | null
  products: ({ productId: string; collectionsAt: string | null } & ProductView)[] | null
}
type Moments = { fromAt: string; toAt: string | null }

/**
 * What these orders' contexts depend on, in one statement, and what only some rules ask for. Deleted customers and products
 * are known: they have nothing.
 */
export async function loadEarningFacts(
  tx: Door | Tx,
  shop: string,
  earners: Earner[],
  timezone: string,
): Promise<EarningFacts> {
  const productIds = earners
    .filter(({ rules }) => asksForProducts(rules))
    .flatMap(({ order }) => order.fact.lines.flatMap((line) => line.productId ?? []))
  const { rows } = await tx.query<Found>(
    `SELECT (SELECT json_agg(p) FROM "ProgrammePause" p WHERE p."shop" = $1 AND p."earning" AND p."undoneAt" IS NULL)
         AS pauses,
       (SELECT json_agg(t) FROM "ProgrammeTest" t WHERE t."shop" = $1) AS tests,
       (SELECT json_agg(json_build_object('customerId', c."customerId", 'tags', c."tags")) FROM "Customer" c
         WHERE c."shop" = $1 AND c."customerId" = ANY($2) AND (c."tagsKnown" OR c."deletedAt" IS NOT NULL)) AS customers,
       (SELECT json_agg(json_build_object('productId', p."productId", 'type', p."type", 'tags', p."tags",
           'vendor', p."vendor", 'saleVariants', coalesce(p."saleVariants", '{}'),
           'collections', CASE WHEN p."deletedAt" IS NULL THEN p."collections" ELSE '{}' END,
           'collectionsAt', CASE WHEN p."deletedAt" IS NULL THEN p."collectionsAt" ELSE 'infinity' END))
         FROM "Product" p WHERE p."shop" = $1 AND p."productId" = ANY($3)
           AND (p."saleVariants" IS NOT NULL OR p."deletedAt" IS NOT NULL)) AS products`,
    [shop, [...new Set(earners.map(({ customerId }) => customerId))], [...new Set(productIds)]],
  )
  const { pauses, tests, customers, products } = rows[0] as Found
  const dated = <P extends Moments>(period: P) => ({
    ...period,
    fromAt: new Date(period.fromAt),
    toAt: period.toAt === null ? null : new Date(period.toAt),
  })
  return {
    pauses: (pauses ?? []).map(dated),
    tests: (tests ?? []).map(dated),
    customerTags: new Map((customers ?? []).map(({ customerId, tags }) => [customerId, tags])),
    products: new Map(
      (products ?? []).map(({ productId, collectionsAt, ...product }) => [
        productId,
        { ...product, collectionsAt: readAt(collectionsAt) },
      ]),
    ),
    orderNumbers: await countOrders(tx, shop, earners),
    birthMonths: await findBirthMonths(tx, shop, earners),
    timezone,
  }
}

/** Of a deleted product no collection will ever be read again. */
const END_OF_TIME = new Date(8_640_000_000_000_000)
const readAt = (at: string | null) => (at === "infinity" ? END_OF_TIME : at === null ? null : new Date(at))

/**
 * The how-manieth of their customer these orders are: others count that were placed before, or were counted already, unless
 * they were cancelled, deleted or tests. So no two living orders are the first, in whatever order they are told.
 */
async function countOrders(tx: Door | Tx, shop: string, earners: Earner[]): Promise<Map<string, number>> {
  const asking = earners.filter(({ rules }) => asksOf(rules.earning).orderNumber)
  if (asking.length === 0) return new Map()
  const { rows } = await tx.query<{ orderId: string; number: number }>(
    `SELECT q."orderId", 1 + (
       SELECT count(*)::int FROM "Order" o
       WHERE o."shop" = $1 AND (o."customerId" = q."customerId" OR o."claimedBy" = q."customerId")
         AND o."orderId" <> q."orderId" AND o."deletedAt" IS NULL AND o."fact" ->> 'cancelledAt' IS NULL
         AND o."fact" ->> 'financialStatus' <> 'voided' AND o."fact" ->> 'test' = 'false'
         AND ((o."processedAt", o."orderId") < (q."placedAt", q."orderId") OR EXISTS (
           SELECT FROM "OrderPoints" p WHERE p."shop" = $1 AND p."orderId" = o."orderId"
             AND p."customerId" = q."customerId" AND p."context" #> '{earning,number}' IS NOT NULL))) AS number
     FROM unnest($2::text[], $3::text[], $4::timestamptz[]) AS q("orderId", "customerId", "placedAt")`,
    [
      shop,
      asking.map(({ order }) => order.orderId),
      asking.map(({ customerId }) => customerId),
      asking.map(({ order }) => order.processedAt),
    ],
  )
  return new Map(rows.map(({ orderId, number }) => [orderId, number]))
}

async function findBirthMonths(tx: Door | Tx, shop: string, earners: Earner[]): Promise<EarningFacts["birthMonths"]> {
  const asking = earners.filter(({ rules }) => asksOf(rules.earning).birthday)
  if (asking.length === 0) return new Map()
  const details = await findDetails(tx, shop, [...new Set(asking.map(({ customerId }) => customerId))])
  return new Map(
    [...details].flatMap(([customerId, { birthday, givenAt }]) =>
      birthday ? [[customerId, { month: birthday.month, toldAt: givenAt }] as const] : [],
    ),
  )
}

/** Has customers and products read that contexts wait for; the orders are settled again then. */
export async function awaitFacts(tx: Tx, shop: string, waits: { orderId: string; ref: string }[]): Promise<void> {
  if (waits.length === 0) return
  await tx.query(
    `INSERT INTO "OrderWait" ("shop", "ref", "orderId")
     SELECT $1, ref, "orderId" FROM unnest($2::text[], $3::text[]) AS w(ref, "orderId") ORDER BY 2, 3
     ON CONFLICT DO NOTHING`,
    [shop, waits.map((wait) => wait.ref), waits.map((wait) => wait.orderId)],
  )
  await wake(tx, "read_awaited")
}
