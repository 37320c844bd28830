import { authenticateAdmin } from "#app/shopify/authenticate.server.ts"
import type { SimulatedAdmin } from "./simulated-admin.ts"
import { installShop, type ShopValues } from "./webhook-door.ts"

/** Installs the app in a shop of the world and opens it there: the app knows the shop and holds its permission. */
export async function installAndOpen(admin: SimulatedAdmin, shop: string, values: ShopValues = {}): Promise<void> {
  admin.install(shop)
  await installShop(shop, values)
  await authenticateAdmin(
    new Request(`http://127.0.0.1:4001/app?shop=${shop}`, {
      headers: { authorization: `Bearer ${admin.sessionToken(shop)}`, "user-agent": "Mozilla/5.0 Firefox/140.0" },
    }),
  )
}
