import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import { findShop } from "#app/records/shops/shops.server.ts"
import { deleteSessions } from "#app/shopify/tokens.server.ts"
import { openApp } from "#tests/support/installed-shop.ts"
import { openSimulatedAdmin, type SimulatedAdmin, useSimulatedAdmin } from "#tests/support/simulated-admin.ts"
import { recordedShop } from "./recorded-shop.server.ts"

let admin: SimulatedAdmin

beforeAll(async () => {
  admin = await openSimulatedAdmin()
  useSimulatedAdmin(admin)
})

afterAll(() => admin.close())

const open = (shop: string) => openApp(admin, shop)

describe("opening the app", () => {
  test("for the first time records the shop as Shopify describes it", async () => {
    admin.install("new.myshopify.com")
    const shop = await recordedShop(await open("new.myshopify.com"))
    expect(shop).toMatchObject({
      shop: "new.myshopify.com",
      currency: "EUR",
      timezone: "Europe/Sofia",
      uninstalledAt: null,
    })
    expect(shop?.scopes).toContain("write_customers")
  })

  test("records it even when the first time was cut short after the token was stored", async () => {
    admin.install("cut.myshopify.com")
    await open("cut.myshopify.com")
    expect(await findShop("cut.myshopify.com")).toBeNull()
    const again = await open("cut.myshopify.com")
    expect(again.tokenIssued).toBe(false)
    expect((await recordedShop(again))?.shop).toBe("cut.myshopify.com")
  })

  test("after an uninstall takes the shop up again", async () => {
    const name = "back.myshopify.com"
    admin.install(name)
    await recordedShop(await open(name))
    await deleteSessions(name)
    await acrossShops().query(`UPDATE "Shop" SET "uninstalledAt" = now() WHERE shop = $1`, [name])
    const shop = await recordedShop(await open(name))
    expect(shop?.uninstalledAt).toBeNull()
  })

  test("again changes nothing", async () => {
    const name = "known.myshopify.com"
    admin.install(name)
    const first = await recordedShop(await open(name))
    expect(await recordedShop(await open(name))).toEqual(first)
  })
})
