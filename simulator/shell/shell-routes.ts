import { Hono } from "hono"
import { csrf } from "hono/csrf"
import type { SimulatorContext } from "../context.ts"
import { themeEditorRoutes } from "../theme-editor/editor-routes.ts"
import { adminRoutes } from "./admin-routes.ts"
import { readAppBridgeScript } from "./app-bridge-script.ts"
import { assetRoutes } from "./assets.ts"
import { overviewRoutes } from "./overview.ts"

/** The front door's pages: overview, admin with the app in it, App Bridge's stand-in. Mount at "/". */
export function shellRoutes(context: SimulatorContext): Hono {
  const routes = new Hono()
  const script = readAppBridgeScript()
  routes.get("/app-bridge.js", (c) =>
    c.body(script, 200, { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-cache" }),
  )
  routes.route("/shell/assets", assetRoutes())
  routes.use("/admin/*", csrf())
  routes.use("/clock/*", csrf())
  routes.route("/admin", themeEditorRoutes(context))
  routes.route("/admin", adminRoutes(context))
  routes.route("/", overviewRoutes(context))
  return routes
}
