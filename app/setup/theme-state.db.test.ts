import { afterAll, beforeAll, expect, test } from "vitest"
import { saveTheme } from "#simulator/theme-editor/placed-blocks.ts"
import { changeScopes } from "#simulator/world/actions/shops.ts"
import { installAndOpen } from "#tests/support/installed-shop.ts"
import { openSimulatedAdmin, type SimulatedAdmin, useSimulatedAdmin } from "#tests/support/simulated-admin.ts"
import { findThemeReading, refreshThemeReading } from "./theme-state.server.ts"

let admin: SimulatedAdmin
beforeAll(async () => {
  admin = await openSimulatedAdmin()
  useSimulatedAdmin(admin)
})
afterAll(() => admin.close())

test("a shop's theme is read as it is now, and kept for the next page", async () => {
  const shop = "theme.myshopify.com"
  await installAndOpen(admin, shop)
  expect(await findThemeReading(shop)).toBeNull()
  saveTheme(admin.world, shop, { embeds: [], blocks: {} })
  expect(await refreshThemeReading(shop)).toMatchObject({ known: true, launcher: "off", blocks: [] })
  saveTheme(admin.world, shop, { embeds: ["launcher"], blocks: { product: ["points-on-product"] } })
  const now = await refreshThemeReading(shop)
  expect(now).toMatchObject({ launcher: "on", blocks: [{ block: "points-on-product", template: "product" }] })
  expect(await findThemeReading(shop)).toEqual(now)
})

test("of a shop that has not granted read_themes nothing is known", async () => {
  const shop = "scopeless.myshopify.com"
  await installAndOpen(admin, shop)
  changeScopes(admin.world, shop, ["read_orders"], new Date())
  expect(await refreshThemeReading(shop)).toEqual({ known: false, reason: "no_scope" })
  expect(await findThemeReading(shop)).toEqual({ known: false, reason: "no_scope" })
})
