import { expect, test } from "vitest"
import { acrossShops, inTransactionAcrossShops } from "#app/lib/db.server.ts"
import { findShop, type ShopFact, saveShop, uninstallShop } from "./shops.server.ts"

const FACT: ShopFact = {
  gid: "gid://shopify/Shop/1",
  name: "Зрънце",
  currency: "BGN",
  timezone: "Europe/Sofia",
  developmentStore: false,
}
const at = (day: string) => new Date(`${day}T12:00:00Z`)
const save = (shop: string, fact: ShopFact, day: string) =>
  inTransactionAcrossShops((tx) => saveShop(tx, shop, fact, ["read_orders"], at(day)))

async function changesOf(shop: string): Promise<unknown[]> {
  const { rows } = await acrossShops().query(
    `SELECT "fromCurrency", "toCurrency", "rateNumerator", "rateDenominator", "changedAt" FROM "ShopCurrencyChange" WHERE "shop" = $1`,
    [shop],
  )
  return rows
}

test("lev to euro is recorded with its legal rate, from midnight of 2026-01-01 in Sofia, once", async () => {
  const shop = "euro.myshopify.com"
  expect(await save(shop, FACT, "2025-12-30")).toEqual({ currencyChanged: false })
  expect(await save(shop, { ...FACT, currency: "EUR" }, "2026-01-02")).toEqual({ currencyChanged: true })
  expect(await save(shop, { ...FACT, currency: "EUR" }, "2026-01-03")).toEqual({ currencyChanged: false })
  expect(await changesOf(shop)).toEqual([
    {
      fromCurrency: "BGN",
      toCurrency: "EUR",
      rateNumerator: 195583,
      rateDenominator: 100000,
      changedAt: new Date("2025-12-31T22:00:00Z"),
    },
  ])
})

test("a change that no law fixes is a new currency without a rate", async () => {
  const shop = "dollar.myshopify.com"
  await save(shop, { ...FACT, currency: "EUR" }, "2026-02-01")
  expect(await save(shop, { ...FACT, currency: "USD" }, "2026-02-02")).toEqual({ currencyChanged: true })
  expect(await changesOf(shop)).toEqual([])
})

test("a reinstall begins a new installation; reading an installed shop again does not", async () => {
  const shop = "again.myshopify.com"
  await save(shop, FACT, "2026-01-01")
  await save(shop, FACT, "2026-01-05")
  expect(await findShop(shop)).toMatchObject({ installedAt: at("2026-01-01"), factAt: at("2026-01-05") })
  await inTransactionAcrossShops((tx) => uninstallShop(tx, shop, at("2026-01-06")))
  await save(shop, FACT, "2026-01-07")
  expect(await findShop(shop)).toMatchObject({ installedAt: at("2026-01-07"), uninstalledAt: null })
})
