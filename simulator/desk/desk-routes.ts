import { Hono } from "hono"
import { csrf } from "hono/csrf"
import type { SimulatorContext } from "../context.ts"
import { customerRoutes } from "./customer-routes.ts"
import { orderRoutes } from "./order-routes.ts"
import { productRoutes } from "./product-routes.ts"
import { themeRoutes } from "./theme-routes.ts"

/** The desk, where the operator of the simulator acts as the shop. Mount at "/". */
export function deskRoutes(context: SimulatorContext): Hono {
  const routes = new Hono()
  routes.use("/desk/*", csrf())
  routes.get("/desk/:handle", (c) => c.redirect(`/desk/${c.req.param("handle")}/orders`))
  routes.route("/desk", orderRoutes(context))
  routes.route("/desk", customerRoutes(context))
  routes.route("/desk", productRoutes(context))
  routes.route("/desk", themeRoutes(context))
  return routes
}
