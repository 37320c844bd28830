import { expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import { line, openShop, paidOrder, publishRules, receive, refunded, simpleRules } from "#tests/support/loyalty-shop.ts"
import { grant } from "../members/goodwill.server.ts"
import { reviewDue } from "../tiers/review-due.server.ts"
import { verify } from "../verify.server.ts"
import { releaseDue } from "./release-due.server.ts"

/** Everything that writes points, at once, on the same few people. */

const customer = (n: number) => `gid://shopify/Customer/${n % 5}`
const AT = "2026-03-10T10:01:00Z"

test("batches with common orders and customers, in any order, releases, reviews and goodwill never hinder each other", async () => {
  const shop = await openShop()
  const orders = Array.from({ length: 30 }, (_, n) =>
    paidOrder(n + 1, { customerId: customer(n), lines: [line(n, 1_000, 10)] }),
  )
  await receive(shop, AT, ...orders)
  const later = orders.map((order, n) => refunded(order, 1 + (n % 9), "2026-03-20T10:00:00.000Z"))
  const shuffled = (step: number) => later.map((_, n) => later[(n * step) % later.length] as (typeof later)[number])
  const released = new Date("2026-03-24T10:00:00Z")
  const dearer = simpleRules((rules) => {
    for (const level of rules.tiers.levels) level.threshold *= 2
  })
  await Promise.all([
    receive(shop, "2026-03-24T10:00:00Z", ...later.slice(0, 20)),
    receive(shop, "2026-03-24T10:00:00Z", ...shuffled(7)),
    receive(shop, "2026-03-24T10:00:00Z", ...shuffled(11).slice(5)),
    receive(shop, "2026-03-24T10:00:00Z", ...[...later].reverse()),
    releaseDue(released, 1000),
    publishRules(shop, dearer, new Date("2026-03-24T09:00:00Z")).then(() => reviewDue(released, 1000)),
    ...Array.from({ length: 5 }, (_, n) =>
      grant(shop, { customerId: customer(n), points: 10, reason: "r", staff: "s", key: `${n}`, at: released }),
    ),
  ])
  await reviewDue(released, 1000)
  const { rows } = await acrossShops().query(
    `SELECT sum("available")::int AS available, sum("pending")::int AS pending FROM "PointsAccount" WHERE "shop" = $1`,
    [shop],
  )
  const kept = later.reduce((sum, order) => sum + 10 * (order.lines[0]?.currentQuantity ?? 0), 0)
  expect(rows[0]).toEqual({ available: kept + 50, pending: 0 })
  expect((await verify(shop, released)).differences).toEqual([])
})
