import { expect, test } from "vitest"
import { beginAgain } from "./begin-again.server.ts"
import { inShop, inShopOnce, type Tx } from "./db.server.ts"
import { metrics } from "./metrics.server.ts"
import { tally } from "./tally.server.ts"

const SHOP = "begun-again.myshopify.com"
const lock = (tx: Tx, key: number) => tx.query("SELECT pg_advisory_xact_lock(4711, $1)", [key])

/** Opens once two have come. */
function meeting(): () => Promise<void> {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  let come = 0
  return () => {
    come += 1
    if (come === 2) open()
    return opened
  }
}

/** Two transactions, each of which has what the other one asks for next: PostgreSQL undoes one of them. */
async function closeCircle(door: typeof inShop): Promise<{ ends: string[]; begun: number }> {
  const met = meeting()
  let begun = 0
  const take = (first: number, second: number) =>
    door(SHOP, async (tx) => {
      begun += 1
      tally("orders", 1)
      await lock(tx, first)
      await met()
      await lock(tx, second)
    })
  const ends = await Promise.allSettled([take(1, 2), take(2, 1)])
  return { ends: ends.map((end) => end.status).sort(), begun }
}

const settledOrders = async () => (await metrics.ordersSettled.get()).values[0]?.value ?? 0

test("two transactions that wait for each other in a circle both come to their end, and count once each", async () => {
  const before = await settledOrders()
  expect(await closeCircle(inShop)).toEqual({ ends: ["fulfilled", "fulfilled"], begun: 3 })
  expect((await settledOrders()) - before).toBe(2)
})

test("work that reaches beyond its transaction is not begun again: one of the two is told", async () => {
  expect(await closeCircle(inShopOnce)).toEqual({ ends: ["fulfilled", "rejected"], begun: 2 })
})

const failing = (codes: (string | null)[]) => {
  let tries = 0
  return async () => {
    const code = codes[tries]
    tries += 1
    if (code === undefined) return tries
    throw Object.assign(new Error("no"), code === null ? {} : { code })
  }
}

test("what fails for a reason of its own, or on a lost connection that may have committed, is not begun again", async () => {
  for (const code of [null, "23505", "08006"]) {
    const work = failing([code])
    await expect(inShop(SHOP, work)).rejects.toThrow("no")
    expect(await work()).toBe(2)
  }
})

test("what is undone again and again is given up with the fourth try", async () => {
  expect(await beginAgain(failing(["40P01", "40001", "40P01"]))).toBe(4)
  await expect(beginAgain(failing(["40P01", "40001", "40P01", "40P01"]))).rejects.toMatchObject({ code: "40P01" })
})
