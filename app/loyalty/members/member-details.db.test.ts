import { describe, expect, it } from "vitest"
import { inShop, shopDb } from "#app/lib/db.server.ts"
import { ANNA, BORIS, openShop } from "#tests/support/loyalty-shop.ts"
import { DETAILS_PLACES } from "./details-place.server.ts"
import { joinAtStorefront } from "./join-at-storefront.server.ts"
import { findDetails, inheritDetails, keepDetails } from "./member-details.server.ts"

const AT = new Date("2026-06-01T10:00:00Z")
const SPRING = { day: 14, month: 3, year: null }
const AUTUMN = { day: 2, month: 10, year: 1990 }

async function joined(shop: string, customerId: string, birthday = SPRING as typeof SPRING | typeof AUTUMN | null) {
  const told = { consent: { words: "2026-11", locale: "bg" }, details: { birthday, name: "Ани" } }
  await inShop(shop, (tx) => joinAtStorefront(tx, shop, customerId, told, AT))
}

const known = async (shop: string, customerId: string) =>
  (await findDetails(shopDb(shop), shop, [customerId])).get(customerId)

describe("what a member told of themselves", () => {
  it("stands in the person's file, and is forgotten with the person while the consent stays", async () => {
    const shop = await openShop()
    await joined(shop, ANNA)
    await joined(shop, BORIS)
    const person = { shop, customerIds: [ANNA], contacts: [], orderIds: [] }
    const file = async () => Promise.all(DETAILS_PLACES.map((place) => place.show(person)))
    expect(await file()).toMatchObject([
      [{ customerId: ANNA, birthday: SPRING, name: "Ани" }],
      [{ customerId: ANNA, words: "2026-11", locale: "bg" }],
    ])
    for (const place of DETAILS_PLACES) await place.erase(person)
    expect(await file()).toMatchObject([[], [{ customerId: ANNA }]])
    expect(await known(shop, BORIS)).toMatchObject({ birthday: SPRING })
    for (const place of DETAILS_PLACES) await place.eraseAll(shop)
    expect(await known(shop, BORIS)).toBeUndefined()
  })

  it("goes with a merge, and opens there; whoever stays keeps their own", async () => {
    const shop = await openShop()
    await joined(shop, ANNA)
    await inShop(shop, (tx) => inheritDetails(tx, shop, ANNA, BORIS))
    expect(await known(shop, BORIS)).toMatchObject({ birthday: SPRING, name: "Ани" })
    await joined(shop, ANNA, AUTUMN)
    await inShop(shop, (tx) => inheritDetails(tx, shop, ANNA, BORIS))
    expect(await known(shop, BORIS)).toMatchObject({ birthday: SPRING })
    expect(await known(shop, ANNA)).toBeUndefined()
  })

  it("is the member's to correct once, also when both answers come at the same time, and the merchant's always", async () => {
    const shop = await openShop()
    await joined(shop, ANNA)
    const tell = (birthday: typeof SPRING | typeof AUTUMN, by: "member" | "staff") =>
      inShop(shop, (tx) => keepDetails(tx, shop, ANNA, { birthday, name: null }, by, AT))
    const answers = await Promise.all([tell({ ...SPRING, day: 15 }, "member"), tell({ ...SPRING, day: 16 }, "member")])
    expect(answers.map((answer) => answer.ok).toSorted()).toEqual([false, true])
    expect(await tell(AUTUMN, "staff")).toEqual({ ok: true })
    expect(await tell(SPRING, "member")).toEqual({ ok: false, reason: "birthday_fixed" })
    expect(await known(shop, ANNA)).toMatchObject({ birthday: AUTUMN, name: "Ани", corrected: true })
  })
})
