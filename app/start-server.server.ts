import { closeDb } from "#app/lib/db.server.ts"
import { env } from "#app/lib/env.server.ts"
import { log } from "#app/lib/log.server.ts"
import { migrate } from "#app/lib/migrate.server.ts"
import { closeRateLimits } from "#app/lib/rate-limit.server.ts"
import { passesByPolicies } from "#app/lib/role-check.server.ts"
import { createEventStore } from "#app/queue/store-events.server.ts"
import { startWorker } from "#app/queue/worker.server.ts"
import { createDeliveryGuard } from "#app/routes/webhooks/delivery-guard.server.ts"
import { createIngress } from "#app/routes/webhooks/ingress.server.ts"
import { verifyWebhookSignature } from "#app/shopify/webhook-signature.server.ts"
import { createFrontDoor } from "./front-door.server.ts"
import { listen } from "./http-server.server.ts"
import { JOBS } from "./jobs.server.ts"
import { builtPages, livePages } from "./pages.server.ts"
import { stopOnSignal } from "./stop-on-signal.server.ts"
import { openMetricsDoor } from "./watch/metrics-door.server.ts"
import { createReadiness } from "./watch/readiness.server.ts"
import { timedStore } from "./watch/timed-store.server.ts"
import { openWatchDatabase } from "./watch/watch-database.server.ts"

/**
 * Brings the database up to date, then starts the server and, unless WORKER=off, the worker inside it. PAGES=live serves
 * pages from their sources. Stops in the order that loses nothing: no new requests, answers out, jobs ended, database.
 */
export async function startServer(): Promise<void> {
  const { appUrl, databaseUrl, host, port, production, shopifyApiSecret, trustProxy, worker: withWorker } = env()
  await bringUpToDate(databaseUrl)
  const live = !production && process.env.PAGES === "live"
  const pages = await (live ? livePages() : builtPages())
  const store = timedStore(createEventStore(databaseUrl))
  const watch = await startWatching(databaseUrl, store.load)
  const ingress = createIngress({
    isSigned: (body, signature) => verifyWebhookSignature(body, signature, shopifyApiSecret),
    store,
    guard: createDeliveryGuard(),
  })
  const front = createFrontDoor({ appUrl, trustProxy })
  const worker = withWorker ? await startWorker(databaseUrl, JOBS) : null
  const server = await listen(host, port, { front, ingress, store, readiness: watch.readiness, pages: pages.app })
  log.info({ port: server.port, worker: withWorker, metricsPort: watch.metricsPort }, "Regulars is ready")
  stopOnSignal(async () => {
    await server.stop()
    await worker?.stop()
    await pages.close()
    await closeRateLimits()
    await watch.close()
    await closeDb()
  })
}

/** The worker alone. */
export async function startWorkerProcess(): Promise<void> {
  const { databaseUrl } = env()
  await bringUpToDate(databaseUrl)
  const watch = await startWatching(databaseUrl)
  const worker = await startWorker(databaseUrl, JOBS)
  log.info({ metricsPort: watch.metricsPort }, "Regulars works")
  stopOnSignal(async () => {
    watch.readiness.stop()
    await worker.stop()
    await watch.close()
    await closeDb()
  })
}

/** Health checks, and /metrics where METRICS_PORT says. */
async function startWatching(databaseUrl: string, storeLoad?: () => number) {
  const database = openWatchDatabase(databaseUrl)
  const readiness = createReadiness(database, storeLoad)
  const { metrics } = env()
  const door = metrics && (await openMetricsDoor({ ...metrics, readiness, database }))
  const close = async () => {
    await door?.close()
    await database.close()
  }
  return { readiness, metricsPort: door?.port, close }
}

async function bringUpToDate(databaseUrl: string): Promise<void> {
  const done = await migrate(databaseUrl)
  if (done.length > 0) log.info({ migrations: done }, "the database was brought up to date")
  if (await passesByPolicies(databaseUrl))
    log.warn(
      "the database role passes by row-level security (a superuser?): shops are kept apart by our queries alone; " +
        "let an ordinary role own the database (docs/decisions/012)",
    )
}
