import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client"

/**
 * Every number this process counts, for Prometheus. Labels are closed lists of ours (topic class, outcome, job, route
 * pattern): never a shop, an id or anything somebody else chose. What stands in the database is asked at scrape time
 * (app/watch/backlog.server.ts). It hangs on globalThis because the server file and the built pages are two copies of
 * this module in one process.
 */
const FAST_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
const SLOW_SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120]

function create() {
  const registry = new Registry()
  const registers = [registry]
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name, help, labelNames, registers })
  const histogram = <L extends string>(name: string, help: string, labelNames: L[], buckets: number[]) =>
    new Histogram({ name, help, labelNames, buckets, registers })
  const gauge = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Gauge({ name, help, labelNames, registers })
  return {
    registry,
    webhooks: counter("regulars_webhooks_total", "Webhooks at the door, by topic class and what was answered", [
      "topic",
      "outcome",
    ]),
    storeSeconds: histogram(
      "regulars_webhook_store_seconds",
      "From a verified webhook to its commit",
      [],
      FAST_SECONDS,
    ),
    batchSeconds: histogram(
      "regulars_batch_seconds",
      "One batch of events, all that follows included",
      [],
      SLOW_SECONDS,
    ),
    events: counter("regulars_events_total", "Events taken up by the worker, by what became of them", ["outcome"]),
    ordersSettled: counter("regulars_orders_settled_total", "Orders the ledger was made to agree with", []),
    postings: counter("regulars_postings_total", "Entries written into the ledger", []),
    jobSeconds: histogram("regulars_job_seconds", "Runs of background jobs", ["job", "outcome"], SLOW_SECONDS),
    adminApi: histogram("regulars_admin_api_seconds", "Calls to Shopify's Admin API", ["outcome"], SLOW_SECONDS),
    http: histogram(
      "regulars_http_request_seconds",
      "Answered requests, webhooks apart",
      ["route", "status"],
      FAST_SECONDS,
    ),
    eventsWaiting: gauge("regulars_events_waiting", "Stored events that are not worked off", ["state"]),
    oldestEventSeconds: gauge("regulars_oldest_event_seconds", "Age of the oldest event that is due", []),
    waiting: gauge("regulars_waiting", "Rows that wait for a background job", ["what"]),
    failedWork: gauge("regulars_failed_work", "Failed work that staff can see, by kind", ["kind"]),
    databaseUp: gauge("regulars_database_up", "1: the database answered this scrape within its bound", []),
  }
}

type Metrics = ReturnType<typeof create>
const holder = globalThis as typeof globalThis & { regularsMetrics?: Metrics }
holder.regularsMetrics ??= create()

export const metrics: Metrics = holder.regularsMetrics

/** Adds memory, event loop, garbage collection and the like; once in a process that is scraped. */
export function measureProcess(): void {
  if (!metrics.registry.getSingleMetric("process_start_time_seconds"))
    collectDefaultMetrics({ register: metrics.registry })
}
