import type { World } from "./world/world.ts"

/** The clock the whole world follows (app, worker, command line and simulator read the same file). */
export type SimulatorClock = {
  now(): Date
  /** Moves world time to `at`; time goes on from there. */
  set(at: Date): Date
  /** Moves world time on by "14d", "2h", "30m", "P14D", … */
  advance(duration: string): Date
}

type DeliveryAttempt = { at: string; status: number | null; error: string | null }

/** One webhook on its way to the app. */
export type Delivery = {
  id: string
  shop: string
  topic: string
  webhookId: string
  eventId: string
  triggeredAt: string
  /** dropped: by a fault; the app is never told. */
  state: "waiting" | "sending" | "delivered" | "failed" | "dropped"
  attempts: DeliveryAttempt[]
}

export type Deliveries = {
  /** Newest first. */
  list(filter?: { shop?: string; topic?: string; limit?: number }): Delivery[]
  find(id: string): Delivery | null
  /** How many have not come to their end. */
  open(): number
  /** Resolves when nothing waits or is under way; rejects after `timeoutMs`. */
  idle(timeoutMs?: number): Promise<void>
}

/** Origins are filled in once the servers listen: read them at request time, not before. */
export type SimulatorConfig = {
  /** Admin shell, desk, Admin API. */
  origin: string
  storefrontOrigin: string
  appOrigin: string
  apiKey: string
  apiSecret: string
  /** Scopes and application URL of shopify.app.toml. */
  scopes: string[]
  /** "hidden": the app has no access to protected customer data, so names and addresses arrive null. Default: shown. */
  protectedData?: "shown" | "hidden"
}

export type SimulatorContext = {
  world: World
  clock: SimulatorClock
  config: SimulatorConfig
  deliveries: Deliveries
}
