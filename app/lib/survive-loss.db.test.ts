import { setTimeout as sleep } from "node:timers/promises"
import { expect, test } from "vitest"
import { acrossShops, inShop, shopDb } from "./db.server.ts"

const SHOP = "survivor.myshopify.com"
const OWN = "SELECT pg_backend_pid() AS pid"

test("a connection that breaks in the middle of a question fails that question alone", async () => {
  await expect(inShop(SHOP, (tx) => tx.query("SELECT pg_terminate_backend(pg_backend_pid())"))).rejects.toThrow()
  await expect(shopDb(SHOP).query("SELECT pg_terminate_backend(pg_backend_pid())")).rejects.toThrow()
  expect((await shopDb(SHOP).query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }])
})

test("one that breaks while a transaction thinks fails its next question, not the process", async () => {
  const work = inShop(SHOP, async (tx) => {
    const { rows } = await tx.query<{ pid: number }>(OWN)
    await acrossShops().query("SELECT pg_terminate_backend($1)", [rows[0]?.pid])
    await sleep(200)
    await tx.query("SELECT 1")
  })
  await expect(work).rejects.toThrow()
  expect((await shopDb(SHOP).query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }])
})
