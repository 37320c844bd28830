import { type ServerType, serve } from "@hono/node-server"
import { Hono } from "hono"
import { storefrontRoutes } from "#simulator/storefront/storefront.ts"
import { createMemoryContext } from "#tests/support/memory-context.ts"
import { type CoffeeShop, LOYALTY, openCoffeeShop, publishProgramme, writeAppMetafield } from "./coffee-shop.ts"
import { answerRewards, firstRewards, type RewardAnswers } from "./reward-answers.ts"

/** What stands behind the app proxy in a browser test: answers set by hand, and every request noted. */
type AppAnswers = {
  asked: string[]
  member: Record<string, unknown> | null
  entries: Record<string, unknown>[]
  /** Status of every answer; 200 unless a failure is wanted. */
  status: number
  /** How long every answer takes. */
  delayMs: number
  /** What the history answers instead of a list; null: the list. */
  nonsense: string | null
  /** What the member told of themselves. */
  details: {
    birthday: { day: number; month: number } | null
    correctable: boolean
    nameDay?: { title: string | null; chosen: string; choices: { id: string; title: string }[] }
  }
  /** The last form that joined or told details. */
  form: Record<string, unknown>
  /** What points buy. */
  offered: RewardAnswers
}

export type OpenStorefront = {
  origin: string
  app: AppAnswers
  shop: CoffeeShop
  context: ReturnType<typeof createMemoryContext>
  close(): Promise<void>
}

const HOSTILE = `<img src=x onerror="window.hurt=1">`

/** What the app answers before a test wants something else. */
export const firstAnswers = (): AppAnswers => ({
  asked: [],
  member: { ...LOYALTY, pending: 98 },
  status: 200,
  delayMs: 0,
  nonsense: null,
  details: { birthday: null, correctable: true },
  form: {},
  offered: firstRewards(),
  entries: [
    {
      date: "2026-11-20T10:00:00Z",
      words: `Order #1002 ${HOSTILE}`,
      points: 40,
      pendingUntil: "2026-12-04T10:00:00Z",
    },
    { date: "2026-11-02T10:00:00Z", words: "Order #1001 changed", points: -12, pendingUntil: null },
  ],
})

/** A storefront on a port of its own: a published programme, Anna a member, Boris a customer who has not joined. */
export async function openStorefront(): Promise<OpenStorefront> {
  const context = createMemoryContext(new Date("2026-11-20T10:00:00Z"))
  const shop = openCoffeeShop(context.world, context.clock.now())
  publishProgramme(context.world)
  writeAppMetafield(context.world, shop.anna.admin_graphql_api_id, "loyalty", LOYALTY)
  const app = firstAnswers()
  const behind = await listen(answersOf(app))
  context.config.appOrigin = behind.origin
  const front = await listen(storefrontRoutes(context))
  const close = async () => {
    await Promise.all([front.close(), behind.close()])
  }
  return { origin: front.origin, app, shop, context, close }
}

function answersOf(app: AppAnswers): Hono {
  const routes = new Hono()
  routes.use("*", async (c, next) => {
    app.asked.push(`${c.req.method} ${c.req.path}`)
    if (app.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, app.delayMs))
    if (app.status !== 200) return c.json({ error: "broken" }, app.status as 500)
    await next()
  })
  routes.get("/storefront/summary", (c) => {
    const { member, details } = app
    return c.json({ state: member ? "member" : "newcomer", member, waiting: { points: 120, orders: 2 }, details })
  })
  routes.get("/storefront/history", (c) =>
    app.nonsense === null ? c.json({ entries: app.entries, next: null }) : c.text(app.nonsense),
  )
  routes.post("/storefront/details", async (c) => {
    app.form = await c.req.parseBody()
    if (!app.details.correctable) return c.json({ error: "birthday_fixed" }, 422)
    app.details = {
      correctable: app.details.birthday === null,
      birthday: { day: Number(app.form.birth_day), month: Number(app.form.birth_month) },
    }
    return c.json({ details: app.details })
  })
  answerRewards(routes, app)
  routes.post("/storefront/join", async (c) => {
    const form = await c.req.parseBody()
    app.form = form
    if (form.consent !== "yes") return c.json({ error: "bad_request" }, 400)
    if (!c.req.header("accept")?.includes("json")) return c.redirect(String(form.return_to ?? "/account"), 303)
    app.member = {
      ...LOYALTY,
      available: 0,
      pending: 0,
      tier: null,
      next: { ...LOYALTY.next, id: "bronze", name: "Bronze", missing: 10_000 },
    }
    return c.json({ state: "member", member: app.member, details: app.details })
  })
  return routes
}

async function listen(routes: Hono): Promise<{ origin: string; close(): Promise<void> }> {
  let server: ServerType | undefined
  const port = await new Promise<number>((resolve) => {
    server = serve({ fetch: routes.fetch, port: 0, hostname: "127.0.0.1" }, (info) => resolve(info.port))
  })
  const close = () => new Promise<void>((resolve) => server?.close(() => resolve()))
  return { origin: `http://127.0.0.1:${port}`, close }
}
