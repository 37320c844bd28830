import { expect, test } from "vitest"
import { acrossShops, inTransactionAcrossShops } from "#app/lib/db.server.ts"
import { post } from "./ledger.server.ts"
import type { Posting } from "./posting.ts"

let shops = 0
const newShop = () => `ledger${++shops}.myshopify.com`

function credit(customer: string, key: string, amount = 100, change: Partial<Posting> = {}): Posting {
  return {
    customerId: `gid://shopify/Customer/${customer}`,
    code: "order_earned",
    amount,
    phase: "available",
    mode: "record",
    sourceType: "order",
    sourceId: "gid://shopify/Order/1",
    programmeVersion: null,
    basis: { why: key },
    key,
    eventAt: new Date("2026-03-10T10:00:00Z"),
    ...change,
  }
}

const posted = (shop: string, ...postings: Posting[]) => inTransactionAcrossShops((tx) => post(tx, shop, postings))

async function rowsOf(shop: string, table: string, columns: string): Promise<unknown[][]> {
  const sql = `SELECT ${columns} FROM "${table}" WHERE "shop" = $1 ORDER BY 1, 2, 3`
  const { rows } = await acrossShops().query({ text: sql, values: [shop], rowMode: "array" })
  return rows
}

test("many postings on several accounts are written together, each entry continuing the one before", async () => {
  const shop = newShop()
  await posted(shop, credit("2", "a", 100), credit("1", "b", 50), credit("2", "c", -30), credit("1", "d", -80))
  expect(await rowsOf(shop, "PointsEntry", `"customerId", "version", "delta", "availableAfter", "debtAfter"`)).toEqual([
    ["gid://shopify/Customer/1", 1, 50, 50, 0],
    ["gid://shopify/Customer/1", 2, -50, 0, 30],
    ["gid://shopify/Customer/2", 1, 100, 100, 0],
    ["gid://shopify/Customer/2", 2, -30, 70, 0],
  ])
  expect(await rowsOf(shop, "PointsDraw", `"customerId", "entryVersion", "lotVersion", "amount"`)).toEqual([
    ["gid://shopify/Customer/1", 2, 1, 50],
    ["gid://shopify/Customer/2", 2, 1, 30],
  ])
})

test("lots left by earlier transactions are drawn before newer ones", async () => {
  const shop = newShop()
  await posted(shop, credit("1", "young", 40, { eventAt: new Date("2026-05-01T00:00:00Z") }))
  await posted(shop, credit("1", "old", 40, { eventAt: new Date("2026-01-01T00:00:00Z") }))
  await posted(shop, credit("1", "take", -50))
  expect(await rowsOf(shop, "PointsDraw", `"entryVersion", "lotVersion", "amount"`)).toEqual([
    [3, 1, 10],
    [3, 2, 40],
  ])
})

test("the same key with the same input is the same entry; with other input a conflict, and nothing is written", async () => {
  const shop = newShop()
  const [first] = await posted(shop, credit("1", "k"))
  expect(await posted(shop, credit("1", "k"), credit("1", "k"))).toMatchObject([
    { ok: true, replayed: true, entry: first?.ok && { version: 1, inputHash: first.entry.inputHash } },
    { ok: true, replayed: true },
  ])
  expect(await posted(shop, credit("1", "k", 101))).toEqual([{ ok: false, reason: "conflict" }])
  expect(await posted(shop, credit("2", "k"))).toEqual([{ ok: false, reason: "conflict" }])
  expect(await rowsOf(shop, "PointsEntry", `"version", "delta", "key"`)).toEqual([[1, 100, "k"]])
})

test("an authorised debit that is refused leaves no trace in the ledger", async () => {
  const shop = newShop()
  const take = credit("1", "t", -30, { code: "deducted", mode: "authorise" })
  expect(await posted(shop, credit("1", "a", 20), take)).toMatchObject([
    { ok: true },
    { ok: false, reason: "insufficient_points", available: 20 },
  ])
  expect(await posted(shop, credit("1", "b", 10), take)).toMatchObject([{ ok: true }, { ok: true, replayed: false }])
})

test("two transactions that post to the same accounts in opposite orders both finish, and no point is lost", async () => {
  const shop = newShop()
  const rounds = Array.from({ length: 20 }, (_, n) => n)
  await Promise.all(
    rounds.map((n) => {
      const both = [credit("1", `one ${n}`, 10), credit("2", `two ${n}`, n % 3 === 0 ? -5 : 10)]
      return posted(shop, ...(n % 2 ? both : both.reverse()))
    }),
  )
  expect(await rowsOf(shop, "PointsAccount", `"customerId", "available" - "debt", "version"`)).toEqual([
    ["gid://shopify/Customer/1", 200, 20],
    ["gid://shopify/Customer/2", 13 * 10 - 7 * 5, 20],
  ])
})

test("ten attempts at once to spend the same points succeed once", async () => {
  const shop = newShop()
  await posted(shop, credit("1", "a", 100))
  const attempts = Array.from({ length: 10 }, (_, n) =>
    posted(shop, credit("1", `spend ${n}`, -60, { code: "deducted", mode: "authorise" })),
  )
  const outcomes = (await Promise.all(attempts)).flat()
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1)
  expect(await rowsOf(shop, "PointsAccount", `"available", "debt", "version"`)).toEqual([[40, 0, 2]])
})

test("ten deliveries at once of the same posting are one entry", async () => {
  const shop = newShop()
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => posted(shop, credit("1", "same"))))
  expect(outcomes.flat().filter((outcome) => outcome.ok && !outcome.replayed)).toHaveLength(1)
  expect(await rowsOf(shop, "PointsAccount", `"available", "debt", "version"`)).toEqual([[100, 0, 1]])
})
