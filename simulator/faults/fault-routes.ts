import { Hono } from "hono"
import type { SimulatorClock } from "../context.ts"
import { chances } from "./decide.ts"
import type { Faults } from "./faults.ts"
import type { FaultRequest } from "./settings.ts"

const DAY_MS = 86_400_000
const SECOND_MS = 1000

/** /_control/faults: what goes wrong, and what went wrong so far. */
export function faultRoutes(faults: Faults, clock: SimulatorClock): Hono {
  const routes = new Hono()
  routes.onError((error, c) => c.json({ error: error.message }, 400))
  const status = () => ({ settings: faults.settings(), counts: faults.counts() })
  routes.get("/", (c) => c.json({ ...status(), recent: faults.recent(Number(c.req.query("limit") ?? 100)) }))
  routes.post("/", async (c) => {
    faults.start((await c.req.json()) as FaultRequest)
    return c.json(status())
  })
  routes.delete("/", (c) => {
    faults.end()
    return c.json(status())
  })
  routes.post("/clock-jump", async (c) => {
    const { longestDays = 30 } = (await c.req.json()) as { longestDays?: number }
    if (!Number.isSafeInteger(longestDays) || longestDays < 1) throw new Error("longestDays is a whole number from 1")
    return c.json({ now: jumpClock(faults, clock, longestDays).toISOString() })
  })
  return routes
}

/** Moves the world's clock forward by up to `longestDays`, as far as the seed and the number of jumps so far decide. */
function jumpClock(faults: Faults, clock: SimulatorClock, longestDays: number): Date {
  const attempt = faults.counts().clock_jumped + 1
  const draw = chances(faults.settings()?.seed ?? 0, "clock", attempt)
  const seconds = 1 + draw((longestDays * DAY_MS) / SECOND_MS)
  faults.count("clock_jumped", "clock", attempt)
  return clock.advance(`${seconds}s`)
}
