import { dirname, join, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { Hono } from "hono"
import { loadExtension } from "#app/appearance/liquid/source-files.server.ts"
import type { SimulatorContext } from "#simulator/context.ts"
import { registerAccount } from "./account-routes.ts"
import { registerAppProxy } from "./app-proxy.ts"
import { registerAssets } from "./asset-routes.ts"
import { registerCart } from "./cart-routes.ts"
import { registerCheckout } from "./checkout-routes.ts"
import { EXTENSION_ASSETS, loadTheme, THEMES } from "./page.ts"
import { registerPages } from "./page-routes.ts"
import { withoutLocale } from "./shop-locale.ts"
import type { Store } from "./store.ts"

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..")
const EXTENSION = join(ROOT, "extensions/storefront")

/**
 * One shop's storefront, on an origin of its own as a real shop is: pages by our themes with the app's blocks, cart,
 * checkout, accounts and the app proxy. `shop`: which shop of the world; default the first.
 */
export function storefrontRoutes(context: SimulatorContext, options: { shop?: string } = {}): Hono {
  const app = new Hono({ getPath: (request) => withoutLocale(new URL(request.url).pathname) })
  const store: Store = {
    context,
    themes: THEMES.map((name) => loadTheme(ROOT, name)),
    extension: loadExtension(EXTENSION, EXTENSION_ASSETS),
    extensionFolder: EXTENSION,
    shop: () => {
      const shop = options.shop ?? context.world.shops.keys().next().value
      if (!shop) throw new Error("the simulated world has no shop yet")
      return shop
    },
  }
  app.use("*", async (c, next) => {
    if (context.world.shops.size === 0) return c.text("The shop is not open yet.", 503, { "retry-after": "2" })
    await next()
  })
  registerAssets(app, store)
  registerAppProxy(app, store)
  registerPages(app, store)
  registerCart(app, store)
  registerAccount(app, store)
  registerCheckout(app, store)
  return app
}
