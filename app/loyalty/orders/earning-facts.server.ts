import type { Tx } from "#app/lib/db.server.ts"
import { wake } from "#app/queue/wake.server.ts"
import { asksForProducts, type ProductView } from "../rules/exclusions.ts"
import type { Earner, EarningFacts } from "./complete-context.ts"

type Found = {
  pauses: (Omit<EarningFacts["pauses"][number], "fromAt" | "toAt"> & Moments)[] | null
  tests: (Omit<EarningFacts["tests"][number], "fromAt" | "toAt"> & Moments)[] | null
  customers: { customerId: string; tags: string[] }[] | null
  products: ({ productId: string } & ProductView)[] | null
}
type Moments = { fromAt: string; toAt: string | null }

/** What these orders' contexts depend on, in one statement. Deleted customers and products are known: they have nothing. */
export async function loadEarningFacts(tx: Pick<Tx, "query">, shop: string, earners: Earner[]): Promise<EarningFacts> {
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
           'saleVariants', coalesce(p."saleVariants", '{}')))
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
    products: new Map((products ?? []).map(({ productId, ...product }) => [productId, product])),
  }
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
