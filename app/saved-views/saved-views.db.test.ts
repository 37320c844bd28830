import { randomUUID } from "node:crypto"
import { expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import { openShop } from "#tests/support/loyalty-shop.ts"
import { listSavedViews, type NewView, removeView, renameView, restoreView, saveView } from "./saved-views.server.ts"

const [ANNA, BORIS] = ["11", "12"]
const view = (change: Partial<NewView> = {}): NewView => ({
  id: randomUUID(),
  list: "members",
  name: "Gold",
  address: "tier=gold",
  shared: false,
  ...change,
})
const names = async (shop: string, staff: string, list: "members" | "orders" = "members") =>
  (await listSavedViews(shop, staff, list)).map(({ name }) => name)

test("a view is seen by whoever saved it, or by everybody in the shop, and in its own list", async () => {
  const shop = await openShop(null)
  expect(await saveView(shop, ANNA, view())).toEqual({ ok: true })
  expect(await saveView(shop, ANNA, view({ name: "Ours", shared: true }))).toEqual({ ok: true })
  expect(await names(shop, ANNA)).toEqual(["Ours", "Gold"])
  expect(await names(shop, BORIS)).toEqual(["Ours"])
  expect(await names(shop, ANNA, "orders")).toEqual([])
  expect(await names(await openShop(null), ANNA)).toEqual([])
})

test("sent twice it is saved once; a name that is taken is refused", async () => {
  const shop = await openShop(null)
  const one = view()
  expect([await saveView(shop, ANNA, one), await saveView(shop, ANNA, one)]).toEqual([{ ok: true }, { ok: true }])
  expect(await saveView(shop, ANNA, view())).toEqual({ ok: false, reason: "name_taken" })
  expect(await saveView(shop, BORIS, view())).toEqual({ ok: true })
  expect(await names(shop, ANNA)).toEqual(["Gold"])
})

test("it is renamed, removed and brought back; nobody changes another's own", async () => {
  const shop = await openShop(null)
  const [own, ours] = [view(), view({ name: "Ours", shared: true })]
  await saveView(shop, ANNA, own)
  await saveView(shop, ANNA, ours)
  expect(await renameView(shop, BORIS, own.id, "Mine")).toEqual({ ok: false, reason: "gone" })
  expect(await renameView(shop, BORIS, ours.id, "All of ours")).toEqual({ ok: true })
  expect(await removeView(shop, ANNA, own.id)).toEqual({ ok: true })
  expect(await names(shop, ANNA)).toEqual(["All of ours"])
  await saveView(shop, ANNA, view())
  expect(await restoreView(shop, ANNA, own.id)).toEqual({ ok: false, reason: "name_taken" })
  await renameView(shop, ANNA, (await listSavedViews(shop, ANNA, "members"))[1]?.id as string, "Newer")
  expect(await restoreView(shop, ANNA, own.id)).toEqual({ ok: true })
  expect(await names(shop, ANNA)).toEqual(["All of ours", "Gold", "Newer"])
})

test("a removed view is forgotten after a day, and there are never more than a row of them", async () => {
  const shop = await openShop(null)
  const old = view()
  await saveView(shop, ANNA, old)
  await removeView(shop, ANNA, old.id)
  await acrossShops().query(`UPDATE "SavedView" SET "deletedAt" = now() - interval '25 hours' WHERE "shop" = $1`, [
    shop,
  ])
  for (let number = 1; number <= 20; number += 1) await saveView(shop, ANNA, view({ name: `View ${number}` }))
  expect(await restoreView(shop, ANNA, old.id)).toEqual({ ok: false, reason: "gone" })
  expect(await saveView(shop, ANNA, view({ name: "One more" }))).toEqual({ ok: false, reason: "limit" })
})
