import fs from "node:fs"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { acrossShops, shopDb } from "#app/lib/db.server.ts"
import { log } from "#app/lib/log.server.ts"
import { openAllFor } from "#app/lib/vault/vault.server.ts"
import { grant } from "#app/loyalty/members/goodwill.server.ts"
import { syncMembers } from "#app/loyalty/sync/sync-members.server.ts"
import { recordView } from "#app/privacy/access-log.server.ts"
import { workOffEvents } from "#app/queue/work-off-events.server.ts"
import { react } from "#app/reactions.server.ts"
import { dumpDatabase, linesWith } from "#tests/support/dump-database.ts"
import { answerPrivacyRequests } from "#tests/support/privacy-office.ts"
import { openToldShop, paid, tell } from "#tests/support/told-shop.ts"
import { type Door, openDoor } from "#tests/support/webhook-door.ts"
import { type Payload, readSample, toWire } from "#tests/support/webhook-samples.ts"

/**
 * A person whose every field carries a mark goes through everything the product does with people, and asks to be
 * forgotten: the mark must be nowhere, not in any table, nor sealed in one, nor in the log.
 */

const DIGITS = "778899001122334455"
const GID = `gid://shopify/Customer/${DIGITS}`
const PHONE = "+35988700112233"
const EMAIL = "Qzmark.person@qzmark.example"
const MARKS = ["qzmark", "Кзмарк", PHONE.slice(1)]

let door: Door
const logged: string[] = []

beforeAll(async () => {
  door = await openDoor()
  log.level = "trace"
  const write = fs.writeSync
  vi.spyOn(fs, "writeSync").mockImplementation(((fd: number, ...rest: unknown[]) => {
    if (fd !== 2) return (write as (...args: unknown[]) => number)(fd, ...rest)
    logged.push(String(rest[0]))
    return Buffer.byteLength(String(rest[0]))
  }) as typeof fs.writeSync)
})

afterAll(async () => {
  vi.mocked(fs.writeSync).mockRestore()
  await door.stop()
})

const address = {
  first_name: "Qzmark",
  last_name: "Кзмарков",
  name: "Qzmark Кзмарков",
  company: "Qzmark OOD",
  address1: "ul. Qzmark 7",
  address2: "вх. Кзмарк",
  city: "Qzmarkville",
  zip: "QZMARK1",
  phone: PHONE,
}

const customer: Payload = {
  ...(paid().customer as object),
  id: DIGITS,
  admin_graphql_api_id: GID,
  first_name: "Qzmark",
  last_name: "Кзмарков",
  email: EMAIL,
  phone: PHONE,
  note: "Qzmark likes coffee",
  tags: "qzmark-tag, vip",
  default_address: { ...address, id: "1" },
  addresses: [address],
  updated_at: "2026-01-05T00:00:00Z",
}

const order = (digits: string, change: Payload = {}): Payload =>
  paid({
    id: digits,
    admin_graphql_api_id: `gid://shopify/Order/${digits}`,
    name: `#${digits}`,
    customer,
    email: EMAIL,
    contact_email: EMAIL,
    phone: PHONE,
    note: "for Qzmark",
    note_attributes: [{ name: "card", value: "Честит рожден ден, Кзмарк" }],
    tags: "gift",
    billing_address: address,
    shipping_address: address,
    browser_ip: "203.0.113.7",
    client_details: { user_agent: "qzmark-agent" },
    ...change,
  })

/** Everything that is sealed, of this shop, opened. */
async function openEverything(shop: string): Promise<string[]> {
  const { rows } = await shopDb(shop).query<{ place: string; sealed: Buffer }>(
    `SELECT 'Customer ' || "customerId" AS place, "sealed" FROM "Customer" WHERE "shop" = $1 AND "sealed" IS NOT NULL
     UNION ALL SELECT 'Note ' || "noteId", "sealed" FROM "Note" WHERE "shop" = $1 AND "sealed" IS NOT NULL
     UNION ALL SELECT 'PrivacyRequest ' || "requestId", "file" FROM "PrivacyRequest" WHERE "shop" = $1 AND "file" IS NOT NULL
     UNION ALL SELECT 'WebhookEvent ' || "topic" || ' ' || "dedupKey", "body" FROM "WebhookEvent" WHERE "shop" = $1 AND "sealed"`,
    [shop],
  )
  const opened = await openAllFor(shop, rows)
  return rows.map((row, at) => `${row.place}: ${opened[at]?.toString("utf8") ?? "does not open"}`)
}

async function liveThroughEverything(shop: string): Promise<void> {
  await tell(door, shop, "customers/create", customer)
  await tell(door, shop, "orders/create", order("9001", { financial_status: "pending" }))
  await tell(door, shop, "orders/paid", order("9001"))
  await tell(door, shop, "orders/paid", order("9002", { customer: null, updated_at: "2026-01-05T00:00:01Z" }))
  await tell(door, shop, "customers/update", { ...customer, first_name: "Qzmarka", updated_at: "2026-01-06T00:00:00Z" })
  await tell(door, shop, "refunds/create", {
    ...readSample("refunds/create"),
    order_id: "9001",
    note: "Qzmark changed",
  })
  await tell(door, shop, "carts/update", { id: "1", email: EMAIL, note: "qzmark" })
  await tell(door, shop, "orders/paid", { name: "#1", email: EMAIL, customer: { first_name: "Qzmark" } })
  // Events whose work fails with everything in its words, once and again, and one that waits while the person is erased.
  for (const topic of ["customers/update", "orders/updated"])
    await door.deliver({ shop, topic, body: toWire(topic.startsWith("orders") ? order("9001") : customer) })
  const failing = async () => {
    throw new Error(`Key (email)=(${EMAIL}) of "Qzmark Кзмарков" (tel ${PHONE}) ul. 'Qzmark 7' already exists`)
  }
  await workOffEvents(failing)
  await door.deliver({ shop, topic: "customers/update", body: toWire(customer) })
  const goodwill = { customerId: GID, points: 5, staff: "7", key: "mark-0001", at: new Date() }
  expect(
    await grant(shop, { ...goodwill, reason: "Кзмарк called from +35988700112233, Qzmark is sorry" }),
  ).toMatchObject({
    ok: true,
  })
  await syncMembers().catch(() => {})
  await recordView(shop, { staffId: "7", what: "member", subject: GID, at: new Date() })
  await tell(door, shop, "customers/data_request", {
    customer: { id: DIGITS, email: EMAIL, phone: PHONE },
    data_request: { id: 5 },
  })
  await answerPrivacyRequests()
}

test("a marked person who asks to be forgotten leaves no mark anywhere, and the points stay exact", async () => {
  const shop = await openToldShop()
  await liveThroughEverything(shop)
  // What is in clear before: nothing but the tags that staff gave, and those go too.
  const before = linesWith(await dumpDatabase(), MARKS)
  expect(before.filter((line) => !line.startsWith(`public."Customer":`))).toEqual([])
  expect(linesWith(await openEverything(shop), MARKS).length).toBeGreaterThan(8)
  const balanceSql = `SELECT "available", "pending", "debt", "lifetime" FROM "PointsAccount" WHERE "shop" = $1 AND "customerId" = $2`
  const { rows: points } = await shopDb(shop).query(balanceSql, [shop, GID])

  await tell(door, shop, "customers/redact", {
    customer: { id: DIGITS, email: EMAIL, phone: PHONE },
    orders_to_redact: ["9002"],
  })
  expect(await answerPrivacyRequests()).toBe(1)
  await workOffEvents(react)

  expect(linesWith(await dumpDatabase(), MARKS)).toEqual([])
  expect(linesWith(await openEverything(shop), MARKS)).toEqual([])
  expect((await shopDb(shop).query(balanceSql, [shop, GID])).rows).toEqual(points)
  const { rows: orders } = await shopDb(shop).query(`SELECT "orderId" FROM "Order" WHERE "shop" = $1 ORDER BY 1`, [
    shop,
  ])
  expect(orders.map((one) => one.orderId)).toEqual(["gid://shopify/Order/9001", "gid://shopify/Order/9002"])

  // What was sent before and comes only now brings nothing back.
  await tell(door, shop, "customers/update", { ...customer, updated_at: "2030-01-01T00:00:00Z" })
  const { rows } = await acrossShops().query(
    `SELECT "sealed", "emailIndex", "phoneIndex", "tags" FROM "Customer" WHERE "shop" = $1 AND "customerId" = $2`,
    [shop, GID],
  )
  expect(rows).toEqual([{ sealed: null, emailIndex: null, phoneIndex: null, tags: [] }])

  expect(logged.length).toBeGreaterThan(3)
  expect(linesWith(logged, MARKS)).toEqual([])
})
