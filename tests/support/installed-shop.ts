import { shopDb } from "#app/lib/db.server.ts"
import { type AdminVisitor, authenticateAdmin } from "#app/shopify/authenticate.server.ts"
import { installShop, type ShopValues } from "./known-shop.ts"
import { openShop } from "./loyalty-shop.ts"
import type { SimulatedAdmin } from "./simulated-admin.ts"

/** A merchant opens the app in a shop of the world that has it installed: the app gets its permission, if it has none. */
export function openApp(admin: SimulatedAdmin, shop: string): Promise<AdminVisitor> {
  const headers = { authorization: `Bearer ${admin.sessionToken(shop)}`, "user-agent": "Mozilla/5.0 Firefox/140.0" }
  return authenticateAdmin(new Request(`http://127.0.0.1:4001/app?shop=${shop}`, { headers }))
}

/** Installs the app in a shop of the world and opens it there: the app knows the shop and holds its permission. */
export async function installAndOpen(admin: SimulatedAdmin, shop: string, values: ShopValues = {}): Promise<void> {
  admin.install(shop)
  await installShop(shop, values)
  await openApp(admin, shop)
}

/** A shop of its own for one test, on both sides: ours with a programme, Shopify's where the app was opened. */
export async function openLinkedShop(admin: SimulatedAdmin): Promise<string> {
  const shop = await openShop()
  admin.install(shop)
  await openApp(admin, shop)
  const gid = `gid://shopify/Shop/${admin.world.shops.get(shop)?.shop.id}`
  await shopDb(shop).query(`UPDATE "Shop" SET "gid" = $2 WHERE "shop" = $1`, [shop, gid])
  return shop
}
