import { randomUUID } from "node:crypto"
import { Hono } from "hono"
import type { SimulatorContext } from "../context.ts"
import { buildLaunchUrl } from "../shell/launch-url.ts"
import { getCustomer } from "../world/actions/customers.ts"
import { getShop } from "../world/world.ts"
import { openZrance, type ShopStart } from "./open-shop.ts"
import { SCENARIO_STARTS } from "./plan.ts"
import { type JoinOnStorefront, playNextDay } from "./play.ts"
import { openStorefront } from "./shopper.ts"

const BROWSER = "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"

/** /_control/scenario/…: opens the demo's shop and plays its story, a day a request. */
export function scenarioRoutes(context: SimulatorContext): Hono {
  const routes = new Hono()

  routes.post("/:shop/open", async (c) => {
    const { start } = await c.req.json<{ start: ShopStart }>()
    const shop = c.req.param("shop")
    openZrance(context, shop, start)
    if (start !== "new") await openAppAsStaff(context, shop)
    // Only a shop that was opened eighteen months ago has a story to be played.
    const hasStory = getShop(context.world, shop).shop.createdAt === SCENARIO_STARTS.toISOString()
    return c.json({ shop, hasStory, at: context.clock.now().toISOString() })
  })

  routes.post("/:shop/step", async (c) => {
    const { seed, people } = await c.req.json<{ seed: number; people: number }>()
    const shop = c.req.param("shop")
    const step = await playNextDay(context, shop, { seed, people }, joinOnStorefront(context, shop))
    await context.deliveries.idle(120_000)
    return c.json(step)
  })

  return routes
}

/** What the admin's frame does first: the app exchanges the session token for its own access. Throws when it does not answer. */
async function openAppAsStaff(context: SimulatorContext, shop: string): Promise<void> {
  const { appOrigin, apiKey, apiSecret } = context.config
  const token = { shop, apiKey, apiSecret, userId: "1", sessionId: randomUUID(), tokenId: randomUUID(), at: new Date() }
  const answer = await fetch(buildLaunchUrl(appOrigin, "/app", "en", token), {
    headers: { "user-agent": BROWSER, accept: "text/html" },
    redirect: "manual",
    signal: AbortSignal.timeout(30_000),
  })
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`the app did not open for ${shop}: HTTP ${answer.status}`)
}

function joinOnStorefront(context: SimulatorContext, shop: string): JoinOnStorefront {
  return async (customerId) => {
    const { email } = getCustomer(context.world, shop, customerId)
    if (!email) throw new Error(`customer ${customerId} has no e-mail to sign in with`)
    const shopper = openStorefront(context.config.storefrontOrigin)
    await shopper.logIn(email)
    await shopper.join()
  }
}
