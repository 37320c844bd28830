import { beforeAll, expect, test } from "vitest"
import { inShop } from "#app/lib/db.server.ts"
import { readListQuery } from "#app/lib/list-query.ts"
import { knowAll } from "#tests/support/known-customer.ts"
import { joinedRules, openShop } from "#tests/support/loyalty-shop.ts"
import { grant } from "./goodwill.server.ts"
import type { JoinedBy } from "./joined-by.ts"
import { join } from "./member.server.ts"
import { MEMBER_LIST } from "./member-filters.ts"
import { listMembers } from "./member-list.server.ts"

/** Thirty members: each joined a day after the one before, by three ways in turn, with 0 to 290 points; every fifth has a tier. */
const MANY = 30
const gid = (number: number) => `gid://shopify/Customer/${9000 + number}`
const WAYS: JoinedBy[] = ["storefront", "staff", "order"]
let shop: string

beforeAll(async () => {
  shop = await openShop(joinedRules())
  await knowAll(
    shop,
    Array.from({ length: MANY }, (_, number) => ({ customerId: gid(number), email: `m${number}@example.com` })),
  )
  for (let number = 0; number < MANY; number += 1) {
    const at = new Date(Date.UTC(2026, 2, 1 + number, 12))
    await inShop(shop, (tx) => join(tx, shop, gid(number), WAYS[number % 3] as JoinedBy, at))
    const given = { customerId: gid(number), points: number * 10, reason: "r", staff: "1", key: `key-${number}`, at }
    if (number > 0) expect((await grant(shop, given)).ok).toBe(true)
  }
  await inShop(shop, (tx) =>
    tx.query(`UPDATE "Member" SET "tierId" = 'gold' WHERE "shop" = $1 AND "customerId" = ANY($2)`, [
      shop,
      [0, 5, 10, 15, 20, 25].map(gid),
    ]),
  )
})

const numberOf = (customerId: string) => Number(customerId.slice(customerId.lastIndexOf("/") + 1)) - 9000

/** Every page of the list at this address, in pages of `limit`. */
async function walk(address: string, limit = 4, among: string[] | null = null): Promise<number[]> {
  const { filters, sort } = readListQuery(new URLSearchParams(address), MEMBER_LIST)
  const found: number[] = []
  let cursor: string | null = null
  for (let pages = 0; pages < 40; pages += 1) {
    const page = await listMembers(shop, { filters, sort, timezone: "Europe/Sofia", cursor, limit, among })
    found.push(...page.members.map((member) => numberOf(member.customerId)))
    cursor = page.next
    if (cursor === null) return found
  }
  throw new Error("the list never ends")
}

const everybody = Array.from({ length: MANY }, (_, number) => number)
const newest = (wanted: (number: number) => boolean) => everybody.filter(wanted).reverse()

test.each([
  ["", newest(() => true)],
  ["sort=oldest", everybody],
  ["sort=points", newest(() => true)],
  ["sort=fewest", everybody],
  ["tier=gold", newest((number) => number % 5 === 0)],
  ["tier=none", newest((number) => number % 5 !== 0)],
  ["tier=gold,none&sort=oldest", everybody],
  ["by=staff", newest((number) => number % 3 === 1)],
  ["by=staff,order&sort=oldest", everybody.filter((number) => number % 3 !== 0)],
  ["tier=gold&by=staff", newest((number) => number % 5 === 0 && number % 3 === 1)],
  ["joined=2026-03-10..2026-03-12", [11, 10, 9]],
  ["joined=2026-03-28..&by=order", [29]],
  ["points=100..120", [12, 11, 10]],
  ["points=100..120&sort=oldest", [12, 11, 10]],
  ["points=..20&sort=fewest", [0, 1, 2]],
  ["points=100..&tier=gold", [25, 20, 15, 10]],
  ["sort=points&by=staff&joined=..2026-03-08", [7, 4, 1]],
  ["points=5000..", []],
])("the list at ?%s shows, page by page, exactly whom it asks for", async (address, expected) => {
  expect(await walk(address)).toEqual(expected)
  expect(await walk(address, 100)).toEqual(expected)
})

test("what a search found is narrowed and ordered too", async () => {
  const among = [3, 5, 9, 10].map(gid)
  expect(await walk("tier=gold", 4, among)).toEqual([10, 5])
  expect(await walk("sort=fewest", 2, among)).toEqual([3, 5, 9, 10])
  expect(await walk("points=50..", 2, among)).toEqual([10, 9, 5])
  expect(await walk("", 4, [])).toEqual([])
})

test("a place of another order is no place: the list begins anew", async () => {
  const { next } = await listMembers(shop, { sort: "points", limit: 4 })
  const page = await listMembers(shop, { cursor: next, limit: 4 })
  expect(page.members.map((member) => numberOf(member.customerId))).toEqual([29, 28, 27, 26])
})
