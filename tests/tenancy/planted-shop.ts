import { randomUUID } from "node:crypto"
import { acrossShops, inShop } from "#app/lib/db.server.ts"
import { grant } from "#app/loyalty/members/goodwill.server.ts"
import { join } from "#app/loyalty/members/member.server.ts"
import { saveDraft } from "#app/loyalty/programme/programme.server.ts"
import type { ProgrammeRules } from "#app/loyalty/programme/programme-rules.ts"
import { markDoubtful } from "#app/records/orders/orders.server.ts"
import { installShop } from "#tests/support/known-shop.ts"
import { publishRules, simpleRules } from "#tests/support/loyalty-shop.ts"
import { offer, redeemed } from "#tests/support/reward-shop.ts"
import { paid, tell } from "#tests/support/told-shop.ts"
import type { Door } from "#tests/support/webhook-door.ts"
import { type Payload, readSample } from "#tests/support/webhook-samples.ts"

/** A shop with rows of every kind, whose every text carries a mark: a mark in another shop's answer is a leak. */
export type PlantedShop = {
  shop: string
  /** In every text of this shop, and in no other. */
  mark: string
  customerId: string
  /** The order of that customer, and one that waits to be read again. */
  orderId: string
  doubtfulId: string
  email: string
  orderName: string
  /** What was asked about people, by its ids in forms. */
  requestIds: string[]
  /** What points buy, and what that customer bought. */
  rewardId: string
  redemptionId: string
}

const OPENED = new Date("2021-01-01T00:00:00Z")

/** `digits` begins the shop's ids. */
export async function plantShop(
  door: Door,
  shop: string,
  mark: string,
  digits: string,
  timezone = "Europe/Sofia",
): Promise<PlantedShop> {
  const [customer, order, doubtful] = [`${digits}01`, `${digits}11`, `${digits}12`]
  const planted: PlantedShop = {
    shop,
    mark,
    customerId: `gid://shopify/Customer/${customer}`,
    orderId: `gid://shopify/Order/${order}`,
    doubtfulId: `gid://shopify/Order/${doubtful}`,
    email: `${mark}@people.example`,
    orderName: `#${mark}1`,
    requestIds: [],
    rewardId: "",
    redemptionId: "",
  }
  await installShop(shop, { timezone })
  await publishRules(shop, markedRules(`former ${mark}`), OPENED)
  if (timezone !== "Europe/Sofia") await publishRules(shop, markedRules(mark), new Date("2021-01-02T00:00:00Z"))
  await saveDraft(shop, markedRules(`draft ${mark}`))
  await tell(door, shop, "customers/create", customerPayload(mark, customer))
  await tell(door, shop, "products/create", { ...readSample("products/create"), title: mark, vendor: mark })
  await tell(door, shop, "orders/paid", orderPayload(mark, order, customer))
  await tell(door, shop, "orders/paid", orderPayload(mark, doubtful, customer))
  await tell(door, shop, "customers/data_request", { customer: { id: customer, email: planted.email } })
  await inShop(shop, async (tx) => {
    await join(tx, shop, planted.customerId, "staff", new Date("2021-02-01T00:00:00Z"))
    await markDoubtful(tx, shop, [planted.doubtfulId])
  })
  await giveMarkedPoints(planted)
  const bought = await buyReward(planted)
  await markFailures(planted)
  const { rows: requests } = await acrossShops().query<{ requestId: string }>(
    `SELECT "requestId" FROM "PrivacyRequest" WHERE "shop" = $1`,
    [shop],
  )
  return { ...planted, ...bought, requestIds: requests.map((one) => one.requestId) }
}

function markedRules(mark: string): ProgrammeRules {
  return simpleRules((rules) => {
    rules.tiers.window = "lifetime"
    for (const level of rules.tiers.levels) level.name = `${level.name} ${mark}`
  })
}

function customerPayload(mark: string, digits: string): Payload {
  return {
    ...(readSample("customers/create") as object),
    id: digits,
    admin_graphql_api_id: `gid://shopify/Customer/${digits}`,
    email: `${mark}@people.example`,
    phone: null,
    first_name: mark,
    last_name: mark,
    updated_at: "2021-03-01T00:00:00Z",
  }
}

function orderPayload(mark: string, digits: string, customer: string): Payload {
  const sample = paid()
  const lines = sample.line_items as Payload[]
  return {
    ...sample,
    id: digits,
    admin_graphql_api_id: `gid://shopify/Order/${digits}`,
    name: `#${mark}1`,
    currency: "EUR",
    email: `${mark}@people.example`,
    contact_email: `${mark}@people.example`,
    customer: customerPayload(mark, customer),
    line_items: lines.map((line, index) => ({
      ...line,
      id: `${digits}${index}`,
      title: mark,
      name: mark,
      vendor: mark,
    })),
  }
}

async function giveMarkedPoints({ shop, mark, customerId }: PlantedShop): Promise<void> {
  const at = new Date("2021-03-02T00:00:00Z")
  const given = await grant(shop, { customerId, points: 7, reason: mark, staff: mark, key: randomUUID(), at })
  if (!given.ok) throw new Error(`not given: ${given.reason}`)
}

async function buyReward({ shop, mark, customerId }: PlantedShop) {
  const rewardId = await offer(shop, { kind: "custom", points: 5, instructions: mark }, { name: mark })
  const { redemptionId } = await redeemed(shop, customerId, rewardId)
  return { rewardId, redemptionId }
}

/** What went wrong is text too. */
async function markFailures({ shop, mark }: PlantedShop): Promise<void> {
  const across = acrossShops()
  await across.query(`UPDATE "MemberSync" SET "error" = $2, "failedSince" = now() WHERE "shop" = $1`, [shop, mark])
  await across.query(`UPDATE "ShopMetafield" SET "error" = $2, "failedSince" = now() WHERE "shop" = $1`, [shop, mark])
  await across.query(`UPDATE "Order" SET "doubtfulError" = $2 WHERE "shop" = $1 AND "doubtfulSince" IS NOT NULL`, [
    shop,
    mark,
  ])
  await across.query(`UPDATE "Redemption" SET "error" = $2, "failedSince" = now() WHERE "shop" = $1`, [shop, mark])
  await across.query(
    `UPDATE "WebhookEvent" SET "state" = 'failed', "error" = $2, "attempts" = 20
     WHERE "shop" = $1 AND "topic" = 'customers/data_request'`,
    [shop, mark],
  )
}

/** A fingerprint of every row of a shop, by table. */
export async function fingerprintOf(shop: string): Promise<Record<string, string>> {
  const { rows: tables } = await acrossShops().query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'shop'
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND NOT a.attisdropped ORDER BY 1`,
  )
  const prints: Record<string, string> = {}
  for (const { name } of tables) {
    const { rows } = await acrossShops().query<{ print: string }>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS print
       FROM "${name}" t WHERE "shop" = $1`,
      [shop],
    )
    prints[name] = rows[0]?.print ?? ""
  }
  return prints
}
