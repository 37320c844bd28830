import pg from "pg"
import { afterAll, beforeAll, expect, test } from "vitest"
import { listWork } from "#app/dead-work/list-work.server.ts"
import { acrossShops, shopDb } from "#app/lib/db.server.ts"
import { simpleRules } from "#tests/support/loyalty-shop.ts"
import { newDomain } from "#tests/support/told-shop.ts"
import { openToldWorld, type ToldWorld } from "#tests/support/told-world.ts"
import { fingerprintOf, type PlantedShop, plantShop } from "./planted-shop.ts"
import { listReadFunctions, type Parameter, type ReadFunction } from "./read-functions.ts"

/**
 * Every exported query, called for one shop with another shop's ids, answers exactly as for ids that nobody has; called
 * by the other shop itself, it answers something else.
 */

const THEIRS = { digits: "7702", mark: "medlarmark" }
const NOBODYS = { digits: "6603", mark: "nobodymark" }

/** The queries whose answers the other shop itself found to be others, as it should be with most. */
const foundByOwner = new Set<string>()

let told: ToldWorld
let ours: string
let theirs: PlantedShop
let known: Record<string, unknown>

beforeAll(async () => {
  told = await openToldWorld()
  const { admin, door } = told
  ours = (await plantShop(door, newDomain(), "quincemark", "8801")).shop
  theirs = await plantShop(door, newDomain(), THEIRS.mark, THEIRS.digits, "America/Toronto")
  admin.install(ours)
  admin.install(theirs.shop)
  known = await valuesOf(theirs)
})

afterAll(() => told.close())

/** What a parameter of each name is given. A name that is missing here fails the test of whoever takes it. */
async function valuesOf(planted: PlantedShop) {
  const { shop, customerId, orderId, doubtfulId, email, orderName, requestIds, rewardId, redemptionId } = planted
  const column = async (sql: string) => {
    const { rows } = await acrossShops().query<{ value: string }>(sql, [shop])
    return rows.map((row) => row.value)
  }
  const at = new Date("2021-06-01T00:00:00Z")
  const work = await listWork(shop, { kinds: null, after: null, limit: 10 })
  return {
    customerId,
    customerIds: [customerId],
    goneIds: [customerId],
    among: [customerId],
    orderId: doubtfulId,
    orderIds: [orderId, doubtfulId],
    asked: [{ customerId, at: new Date("2030-01-01T00:00:00Z") }],
    email,
    value: email,
    kind: "email",
    keys: await column(`SELECT "key" AS value FROM "PointsEntry" WHERE "shop" = $1`),
    noteIds: await column(`SELECT "noteId" AS value FROM "Note" WHERE "shop" = $1`),
    id: work.rows[0]?.id,
    requestId: requestIds[0],
    rewardId,
    rewardIds: [rewardId],
    redemptionId,
    transactionIds: await column(`SELECT "shopifyId" AS value FROM "Redemption" WHERE "shop" = $1`),
    previewId: "11111111-1111",
    states: ["active", "paused", "issued"],
    traced: orderId,
    show: "all",
    query: { search: orderName, after: null, kinds: null, limit: 100, filters: {}, sort: "newest" },
    kinds: null,
    filters: {},
    sort: "newest",
    timezone: "Europe/Sofia",
    zone: "Europe/Sofia",
    rules: simpleRules(),
    rule: { kind: "lot", months: 12 },
    staff: "7",
    list: "members",
    search: email,
    after: null,
    cursor: null,
    before: null,
    limit: 100,
    count: 30,
    at,
    dayStart: new Date("2020-01-01T00:00:00Z"),
    moments: [at],
    numbers: [1, 2, 3],
    earners: [{ customerId, order: { fact: { lines: [] } }, rules: simpleRules() }],
    locale: "bg",
    currency: "EUR",
  }
}

const functions = listReadFunctions()

/** Figures that a shop's own look counts and keeps. */
const COUNTED_WHEN_READ = ["ShopDay", "ShopTotals", "LiabilityMonth", "ShopTrade"]

test.each(functions)("$file $name", async (asked) => {
  const before = await fingerprintOf(theirs.shop)
  const toTheirs = await answerOf(asked, ours, known)
  const toNobodys = await answerOf(asked, ours, swap(known, THEIRS, NOBODYS) as Record<string, unknown>)
  expect(toTheirs).toBe(swap(toNobodys, NOBODYS, THEIRS))
  expect(await fingerprintOf(theirs.shop)).toEqual(before)
  const own = await answerOf(asked, theirs.shop, known)
  if (own !== toTheirs) foundByOwner.add(asked.name)
  const after = await fingerprintOf(theirs.shop)
  for (const table of COUNTED_WHEN_READ) after[table] = before[table] as string
  expect(after).toEqual(before)
})

test("the shop whose rows they are does find them by the same ids", () => {
  const pages = ["getMemberPage", "getOrderPage", "readMemberList", "listOrders", "getOverview", "getProgrammePage"]
  const ledger = ["readStatement", "findEntriesByKey", "loadOpenLots", "findOrderPoints", "findTiersAt", "readNotes"]
  const people = ["findMember", "findPersons", "findCustomerByEmail", "findShopperSummary", "listShopperHistory"]
  const work = ["listWork", "findWork", "findTraces", "isDoubtful"]
  expect([...foundByOwner]).toEqual(expect.arrayContaining([...pages, ...ledger, ...people, ...work]))
})

async function answerOf({ file, name, parameters }: ReadFunction, shop: string, values: Record<string, unknown>) {
  const module = (await import(/* @vite-ignore */ `../../app/${file}`)) as Record<
    string,
    (...args: unknown[]) => unknown
  >
  const args = parameters.map((parameter) => argumentOf(parameter, shop, values, name))
  try {
    return textOf(await module[name]?.(...args))
  } catch (error) {
    if (error instanceof pg.DatabaseError) throw error
    return String(error)
  }
}

function argumentOf(
  { name, fields }: Parameter,
  shop: string,
  values: Record<string, unknown>,
  asked: string,
): unknown {
  if (fields) return Object.fromEntries(fields.map((field) => [field, value(field)]))
  if (name === "shop") return shop
  if (name === "tx" || name === "door" || (name === "at" && asked === "findShop")) return shopDb(shop)
  return value(name)

  function value(key: string): unknown {
    if (!(key in values))
      throw new Error(`say in valuesOf (${import.meta.filename}) what "${key}" of ${asked} is given`)
    return values[key]
  }
}

/** Maps as lists, so that nothing stays hidden. */
function textOf(answer: unknown): string {
  return JSON.stringify(answer, (_key, value) => (value instanceof Map ? [...value] : value)) ?? "undefined"
}

type Names = { digits: string; mark: string }

function swap<T>(value: T, from: Names, to: Names): T {
  if (typeof value === "string") return value.replaceAll(from.digits, to.digits).replaceAll(from.mark, to.mark) as T
  if (Array.isArray(value)) return value.map((one) => swap(one, from, to)) as T
  if (value && typeof value === "object" && !(value instanceof Date))
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, swap(one, from, to)])) as T
  return value
}
