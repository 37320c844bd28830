import { expect, test } from "vitest"
import { balanceOf, openShop, paidOrder, receive } from "#tests/support/loyalty-shop.ts"
import { releaseDue } from "./release-due.server.ts"

const PLACED = "2026-03-10T10:00:00.000Z"
const ANNA = "gid://shopify/Customer/1001"

test("a shop with one order due does not wait behind a shop with hundreds, due before", async () => {
  const [big, small] = [await openShop(), await openShop()]
  const many = Array.from({ length: 250 }, (_, n) => paidOrder(n + 1, { processedAt: PLACED }))
  await receive(big, "2026-03-10T10:01:00Z", ...many)
  await receive(small, "2026-03-10T10:03:00Z", paidOrder(1, { processedAt: "2026-03-10T10:02:00.000Z" }))
  expect(await releaseDue(new Date("2026-03-25T10:00:00Z"), 150)).toBeLessThan(251)
  expect(await balanceOf(small, ANNA)).toMatchObject({ available: 100, pending: 0 })
  expect((await balanceOf(big, ANNA)).pending).toBeGreaterThan(0)
  expect(await releaseDue(new Date("2026-03-25T10:00:00Z"), 1000)).toBeGreaterThan(0)
  expect(await balanceOf(big, ANNA)).toMatchObject({ available: 25_000, pending: 0 })
})
