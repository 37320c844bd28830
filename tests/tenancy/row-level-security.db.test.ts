import pg from "pg"
import { expect, inject, test } from "vitest"
import { acrossShops, inShop, shopDb, shopDbTogether } from "#app/lib/db.server.ts"
import { passesByPolicies } from "#app/lib/role-check.server.ts"
import { installShop } from "#tests/support/known-shop.ts"
import { newDomain } from "#tests/support/told-shop.ts"

const databaseUrl = process.env.DATABASE_URL as string

/** A connection of our role to which nobody named a shop. */
async function unscoped<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function twoShops(): Promise<[string, string]> {
  const [a, b] = [newDomain(), newDomain()]
  await installShop(a)
  await installShop(b)
  return [a, b]
}

const INSERT = `INSERT INTO "ProgrammeDraft" ("shop", "rules", "updatedAt") VALUES ($1, '{}', now())`
const names = (result: pg.QueryResult<{ shop: string }>) => result.rows.map((row) => row.shop)

test("every table with a shop column is under row-level security, its owner too, by the one policy", async () => {
  const { rows } = await acrossShops().query(
    `SELECT c.relname AS table, c.relrowsecurity AND c.relforcerowsecurity AS guarded,
       array_agg(p.polname::text) AS policies
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'shop' AND NOT a.attisdropped
     LEFT JOIN pg_policy p ON p.polrelid = c.oid
     WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
     GROUP BY c.oid ORDER BY 1`,
  )
  expect(rows.length).toBeGreaterThanOrEqual(17)
  expect(rows.filter((row) => !row.guarded || row.policies.join() !== "of_shop")).toEqual([])
})

test("the role of the tests is an ordinary one, as the app's; a superuser is told apart", async () => {
  expect(await passesByPolicies(databaseUrl)).toBe(false)
  expect(await passesByPolicies(inject("adminUrl"))).toBe(true)
})

test("a connection to which no shop was named sees nothing and writes nothing", async () => {
  const [a] = await twoShops()
  await unscoped(async (client) => {
    expect((await client.query(`SELECT FROM "Shop"`)).rowCount).toBe(0)
    expect((await client.query(`UPDATE "Shop" SET "name" = 'taken'`)).rowCount).toBe(0)
    expect((await client.query(`DELETE FROM "Shop"`)).rowCount).toBe(0)
    await expect(client.query(INSERT, [a])).rejects.toThrow(/row-level security/)
  })
  await unscoped(async (client) => {
    await client.query(`BEGIN; SET LOCAL regulars.shop = '*'; COMMIT`)
    expect((await client.query(`SELECT FROM "Shop"`)).rowCount).toBe(0)
  })
})

test("a statement for one shop sees and changes that shop's rows alone, whatever it asks for", async () => {
  const [a, b] = await twoShops()
  expect(names(await shopDb(a).query(`SELECT "shop" FROM "Shop"`))).toEqual([a])
  expect(names(await shopDb(a).query(`SELECT "shop" FROM "Shop" WHERE "shop" = $1`, [b]))).toEqual([])
  const { rowCount } = await shopDb(a).query(`UPDATE "Shop" SET "name" = 'taken' WHERE "shop" = $1`, [b])
  expect(rowCount).toBe(0)
  await expect(shopDb(a).query(INSERT, [b])).rejects.toThrow(/row-level security/)
  await shopDb(a).query(INSERT, [a])
  await expect(shopDb(a).query(`UPDATE "ProgrammeDraft" SET "shop" = $1`, [b])).rejects.toThrow(/row-level security/)
  expect(names(await shopDb(b).query(`SELECT "shop" FROM "ProgrammeDraft"`))).toEqual([])
})

test("a transaction for one shop sees and changes that shop's rows alone", async () => {
  const [a, b] = await twoShops()
  await inShop(a, async (tx) => {
    expect(names(await tx.query(`SELECT "shop" FROM "Shop"`))).toEqual([a])
    expect((await tx.query(`DELETE FROM "Shop" WHERE "shop" = $1`, [b])).rowCount).toBe(0)
    expect((await tx.query(`SELECT FROM "Shop" WHERE "shop" = $1 FOR UPDATE`, [b])).rowCount).toBe(0)
  })
  await expect(inShop(a, (tx) => tx.query(INSERT, [b]))).rejects.toThrow(/row-level security/)
  expect(names(await acrossShops().query(`SELECT "shop" FROM "Shop" WHERE "shop" = ANY($1)`, [[a, b]]))).toHaveLength(2)
})

test("no connection keeps the shop it last worked for", async () => {
  const [a, b] = await twoShops()
  // More turns than the pool has connections, good ones and failing ones mixed.
  const turns = Array.from({ length: 40 }, async (_, turn) => {
    const shop = turn % 2 === 0 ? a : b
    if (turn % 5 === 0) await expect(shopDb(shop).query("SELECT 1 / 0")).rejects.toThrow(/division by zero/)
    if (turn % 7 === 0) await expect(inShop(shop, (tx) => tx.query("SELECT 1 / 0"))).rejects.toThrow(/zero/)
    const { rows } = await shopDb(shop).query<{ shop: string; at: string }>({ text: `SELECT "shop" FROM "Shop"` })
    return rows.map((row) => row.shop).join() === shop
  })
  expect((await Promise.all(turns)).every(Boolean)).toBe(true)
})

test("a shop's name is a value: it can neither end the statement nor be the word for all", async () => {
  const [a] = await twoShops()
  for (const odd of ["'; SET regulars.shop = '*", "x' OR '1'='1", "\\'; --", "", "%", `${a} `]) {
    expect(names(await shopDb(odd).query(`SELECT "shop" FROM "Shop"`))).toEqual([])
    expect(names(await inShop(odd, (tx) => tx.query(`SELECT "shop" FROM "Shop"`)))).toEqual([])
  }
  expect(() => shopDb("*")).toThrow("not a shop")
  expect(() => inShop("*", async () => {})).toThrow("not a shop")
})

test("what is asked together travels in one trip, for one shop, and each gets its own answer", async () => {
  const [a] = await twoShops()
  const door = shopDbTogether(a)
  const kept = { name: "kept-together", text: "SELECT $1::text AS word", values: ["b"] }
  for (let times = 0; times < 3; times += 1) {
    const [shops, word, none, empty] = await Promise.all([
      door.query(`SELECT "shop", txid_current() AS trip FROM "Shop"`),
      door.query(kept),
      door.query(`SELECT FROM "Shop" WHERE "shop" = $1`, ["another.myshopify.com"]),
      door.query(`SELECT txid_current() AS trip`),
    ])
    expect(names(shops)).toEqual([a])
    expect(word.rows).toEqual([{ word: "b" }])
    expect(none.rowCount).toBe(0)
    expect(empty.rows[0].trip).toBe(shops.rows[0].trip)
  }
  const both = [door.query("SELECT 1 AS one"), door.query("SELECT 1 / 0")]
  const outcomes = await Promise.allSettled(both)
  expect(outcomes.map((outcome) => outcome.status)).toEqual(["rejected", "rejected"])
  expect((await door.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }])
})

test("a statement gives what pg gives: rows as arrays, counts, types, and where it failed", async () => {
  const door = shopDb(newDomain())
  const asArrays = await door.query({
    text: "SELECT $1::int AS n, $2::jsonb AS j",
    values: [7, '{"a":1}'],
    rowMode: "array",
  })
  expect(asArrays.rows).toEqual([[7, { a: 1 }]])
  expect(await door.query("SELECT FROM generate_series(1, 3)")).toMatchObject({ rowCount: 3, command: "SELECT" })
  expect((await door.query("SELECT")).rows).toEqual([{}])
  for (let times = 0; times < 3; times += 1)
    expect((await door.query({ name: "kept", text: "SELECT $1::text AS word", values: ["a"] })).rows).toEqual([
      { word: "a" },
    ])
  await expect(door.query("SELECT nothing_like_it")).rejects.toMatchObject({ code: "42703" })
  await expect(door.query("SELECT $1::int", ["no number"])).rejects.toMatchObject({ code: "22P02" })
  await expect(door.query("SELECT nothing_like_it")).rejects.toHaveProperty("stack", expect.stringContaining("tenancy"))
})
