import { Hono } from "hono"
import type { SimulatorContext } from "../context.ts"
import { shellLabels } from "./labels.ts"
import { renderPage } from "./render.ts"
import { toShellShop } from "./shell-shop.ts"
import { readWorldTime } from "./world-time.ts"

const STEPS = ["1h", "1d", "14d", "30d"]
const DELIVERIES_SHOWN = 8

/** The front page of the local world, and the buttons that move its clock. */
export function overviewRoutes(context: SimulatorContext): Hono {
  const routes = new Hono()
  routes.get("/", async (c) => {
    const places = [...context.world.shops.values()]
    const timezone = places[0]?.shop.ianaTimezone ?? "UTC"
    const page = await renderPage("overview", {
      title: "Regulars: a shop world on this machine",
      labels: shellLabels("en"),
      worldTime: readWorldTime(context, timezone, "en"),
      storefrontOrigin: context.config.storefrontOrigin,
      timezone,
      deliveries: context.deliveries.list({ limit: DELIVERIES_SHOWN }),
      shops: places.map((place) => ({
        ...toShellShop(place),
        installed: place.shop.installation !== null,
        orders: place.orders.size,
        customers: place.customers.size,
        products: place.products.size,
      })),
    })
    return c.html(page)
  })
  routes.post("/clock/advance", async (c) => {
    const { by } = await c.req.parseBody()
    if (typeof by !== "string" || !STEPS.includes(by)) return c.text(`the clock moves on by ${STEPS.join(", ")}`, 422)
    context.clock.advance(by)
    return c.redirect(pageBefore(c.req.header("referer"), c.req.url), 303)
  })
  return routes
}

/** The page the button was on; only ever one of ours. */
function pageBefore(referrer: string | undefined, ownUrl: string): string {
  if (!referrer || !URL.canParse(referrer)) return "/"
  const { origin, pathname, search } = new URL(referrer)
  return origin === new URL(ownUrl).origin ? `${pathname}${search}` : "/"
}
