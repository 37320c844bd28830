import type pg from "pg"
import { connectAcrossShops } from "#app/lib/scoped-statement.server.ts"
import { vaultOf } from "#app/lib/vault/vault.server.ts"
import { sealPerson } from "#app/records/customers/persons.server.ts"
import { openShop } from "./open-shop.ts"

/**
 * A shop with years of rows behind it, made by statements over whole tables: every member has orders / members orders of
 * one line, each earned and released long ago but for the newest fiftieth, which still wait. Sums agree, as the ledger's
 * own would.
 */
export type BigShop = { shop: string; members: number; orders: number; newestAt: Date }

const OPENED = new Date("2023-01-01T00:00:00Z")
const YEARS_MS = 3 * 365 * 86_400_000
const WAITING_SHARE = 50
const PEOPLE_AT_ONCE = 5_000
/** Shares no factor with round numbers of members, so that one after the other everyone has their turn. */
const STRIDE = 7919

export const customerGid = (number: number) => `gid://shopify/Customer/${7_000_000_000_000 + number}`
export const emailOf = (number: number) => `person${number}@people.example`
export const orderNameOf = (number: number) => `#${1000 + number}`

/** `superuserUrl`: of the same database, by a role that may switch triggers off. */
export async function seedBigShop(superuserUrl: string, { shop, members, orders, newestAt }: BigShop): Promise<void> {
  await openShop(shop, 1, "EUR", OPENED)
  await seedPeople(superuserUrl, shop, members)
  const admin = await connectAcrossShops(superuserUrl)
  try {
    // The sums below are right by construction; checking row by row would take longer than the bench.
    await admin.query("SET session_replication_role = replica; SET maintenance_work_mem = '512MB'")
    const indexes = await dropSecondaryIndexes(admin)
    const values = [shop, members, orders, newestAt, YEARS_MS / orders, Math.floor(orders - orders / WAITING_SHARE)]
    for (const sql of ROWS) {
      const used = values.slice(0, Math.max(...[...sql.matchAll(/\$(\d)/g)].map((match) => Number(match[1]))))
      await admin.query(sql, used)
    }
    for (const index of indexes) await admin.query(index)
    await admin.query("ANALYZE")
    await admin.query('VACUUM "Member", "PointsAccount"')
  } finally {
    await admin.end()
  }
}

/** Built at once they take a third of the time; returns the statements that make them again. */
async function dropSecondaryIndexes(admin: pg.Client): Promise<string[]> {
  const { rows } = await admin.query<{ name: string; made: string }>(
    `SELECT i.indexrelid::regclass AS name, pg_get_indexdef(i.indexrelid) AS made FROM pg_index i
     WHERE i.indrelid = ANY(ARRAY['"Member"', '"Order"', '"OrderPoints"', '"PointsEntry"']::regclass[]) AND NOT i.indisunique`,
  )
  for (const { name } of rows) await admin.query(`DROP INDEX ${name}`)
  return rows.map((row) => row.made)
}

/** Customers as the records keep them: sealed, found by their blind indexes. */
async function seedPeople(databaseUrl: string, shop: string, members: number): Promise<void> {
  const vault = await vaultOf(shop)
  const client = await connectAcrossShops(databaseUrl)
  try {
    for (let first = 1; first <= members; first += PEOPLE_AT_ONCE) {
      const numbers = Array.from({ length: Math.min(PEOPLE_AT_ONCE, members - first + 1) }, (_, index) => first + index)
      const people = numbers.map((number) => {
        const person = { email: emailOf(number), phone: null, firstName: "Person", lastName: `Number ${number}` }
        return sealPerson(vault, customerGid(number), person)
      })
      await client.query(
        `INSERT INTO "Customer" ("shop", "customerId", "sealed", "emailIndex", "tags", "locale", "state", "createdAt", "factAt")
         SELECT $1, id, sealed, email, '{}', 'en', 'enabled', $5, $5
         FROM unnest($2::text[], $3::bytea[], $4::bytea[]) AS people(id, sealed, email)`,
        [shop, numbers.map(customerGid), people.map((one) => one.sealed), people.map((one) => one.emailIndex), OPENED],
      )
    }
  } finally {
    await client.end()
  }
}

/** $1 shop, $2 members, $3 orders, $4 the newest order's moment, $5 ms between two, $6 orders that are released. */
const CUSTOMER = `'gid://shopify/Customer/' || (7000000000000 + c)`
const ORDER = `'gid://shopify/Order/' || (5000000000000 + n)`
const NUMBERED = `(SELECT n, (n::bigint * ${STRIDE}) % $2::int + 1 AS c, (n - 1) / $2::int + 1 AS nth,
    10 + ((n::bigint * ${STRIDE}) % $2::int) % 90 AS points, date_trunc('milliseconds', $4::timestamptz - ($3::int - n) * $5::float8 * interval '1 ms') AS at,
    n <= $6::int AS released
  FROM generate_series(1, $3::int) AS n) AS numbered`
const MEMBERED = `(SELECT c, 10 + (c - 1) % 90 AS points, count(*) AS orders, count(*) FILTER (WHERE released) AS released
  FROM ${NUMBERED.replace(" AS points", " AS order_points")} GROUP BY c) AS membered`

/** What is alike in all of them is written once; building each from its parts takes five times as long. */
const ALIKE = JSON.stringify({
  schema: 1,
  currency: "EUR",
  taxesIncluded: true,
  test: false,
  channel: "web",
  financialStatus: "paid",
  gateways: ["shopify_payments"],
  tags: [],
  cancelledAt: null,
  shipping: { priceMinor: 0, discountMinor: 0, taxMinor: 0 },
  refunds: [],
  fulfilments: [],
  payments: null,
})
const LINE_ALIKE = JSON.stringify({
  productId: "gid://shopify/Product/8111222333444",
  variantId: "gid://shopify/ProductVariant/44111222333444",
  title: "Something to buy, 250 g",
  quantity: 1,
  currentQuantity: 1,
  unfulfilledQuantity: 0,
  discountMinor: 0,
  taxMinor: 0,
  dutyMinor: 0,
  giftCard: false,
  tip: false,
  requiresShipping: true,
})
const FACT = `'${ALIKE}'::jsonb || jsonb_build_object('id', ${ORDER}, 'name', '#' || (1000 + n), 'customerId', ${CUSTOMER},
  'createdAt', at, 'processedAt', at, 'updatedAt', at, 'paidAt', at, 'totalMinor', points * 100,
  'lines', jsonb_build_array('${LINE_ALIKE}'::jsonb || jsonb_build_object(
    'id', 'gid://shopify/LineItem/' || (9000000000000 + n), 'unitPriceMinor', points * 100)))`

const ROWS = [
  `INSERT INTO "Member" ("shop", "customerId", "joinedAt", "joinedBy", "provenAt", "tierId", "tierSince", "tierMeasure")
   SELECT $1, 'gid://shopify/Customer/' || (7000000000000 + c),
     date_trunc('milliseconds', $4::timestamptz - ($2::int - c) * ($3::int * $5::float8 / $2::int) * interval '1 ms'), 'order',
     CASE WHEN c % 20 > 0 THEN $4::timestamptz END, (ARRAY[NULL, 'bronze', 'silver', 'gold'])[1 + c % 4], CASE WHEN c % 4 > 0 THEN $4::timestamptz END, (c % 4) * 10000
   FROM generate_series(1, $2::int) AS c`,
  `INSERT INTO "PointsAccount" ("shop", "customerId", "available", "pending", "debt", "lifetime", "version")
   SELECT $1, ${CUSTOMER}, released * points, (orders - released) * points, 0, released * points, orders FROM ${MEMBERED}`,
  `INSERT INTO "MemberSync" ("shop", "customerId", "wanted", "written")
   SELECT $1, 'gid://shopify/Customer/' || (7000000000000 + c), 3, 3 FROM generate_series(1, $2::int) AS c`,
  `INSERT INTO "Order" ("shop", "orderId", "name", "customerId", "currency", "totalMinor", "financialStatus",
     "processedAt", "fact", "factAt", "factHash")
   SELECT $1, ${ORDER}, '#' || (1000 + n), ${CUSTOMER}, 'EUR', points * 100, 'paid', at, ${FACT}, at, md5(n::text)
   FROM ${NUMBERED}`,
  `INSERT INTO "OrderPoints" ("shop", "orderId", "customerId", "programmeVersion", "context", "target", "pending",
     "posted", "postings", "spendMinor", "currency", "processedAt", "releaseAt", "settledAt")
   SELECT $1, ${ORDER}, ${CUSTOMER}, 1,
     '{"schema":1,"programmeVersion":1,"tierId":null,"multiplier":{"numerator":1,"denominator":1},"lines":{}}', points,
     CASE WHEN released THEN 0 ELSE points END, points, 1, points * 100, 'EUR', at,
     at + interval '14 days', CASE WHEN released THEN at + interval '14 days' END
   FROM ${NUMBERED}`,
  `INSERT INTO "PointsEntry" ("shop", "customerId", "version", "code", "delta", "pendingDelta", "debtDelta",
     "availableAfter", "pendingAfter", "debtAfter", "sourceType", "sourceId", "programmeVersion", "basis", "key",
     "inputHash", "eventAt", "createdAt")
   SELECT $1, ${CUSTOMER}, nth, 'order_earned', CASE WHEN released THEN points ELSE 0 END,
     CASE WHEN released THEN 0 ELSE points END, 0,
     points * CASE WHEN released THEN nth ELSE nth - 1 END, CASE WHEN released THEN 0 ELSE points END, 0, 'order', ${ORDER}, 1,
     '{"target": 1}', 'order ' || ${ORDER} || ' 1', md5(n::text), at, at
   FROM ${NUMBERED}`,
  `INSERT INTO "PointsLot" ("shop", "customerId", "entryVersion", "amount", "earnedAt")
   SELECT $1, ${CUSTOMER}, nth, points, at FROM ${NUMBERED} WHERE released`,
]
