import { timingSafeEqual } from "node:crypto"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { measureProcess, metrics } from "#app/lib/metrics.server.ts"
import { createBacklog } from "./backlog.server.ts"
import { answerHealth } from "./health.server.ts"
import type { Readiness } from "./readiness.server.ts"
import type { WatchDatabase } from "./watch-database.server.ts"

/**
 * The door for who watches, on a port of its own so that the public one can never show it: /metrics for Prometheus, and
 * the health checks of processes that have no other door (workers).
 */
export type MetricsDoor = { port: number; close: () => Promise<void> }

export type MetricsDoorOptions = {
  host: string
  port: number
  /** When set, asked of everybody: `Authorization: Bearer …`. */
  token: string | null
  readiness: Readiness
  database: WatchDatabase
}

export async function openMetricsDoor(options: MetricsDoorOptions): Promise<MetricsDoor> {
  measureProcess()
  const backlog = createBacklog(options.database)
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    if (answerHealth(request, response, options.readiness)) return
    void scrape(request, response)
  })

  async function scrape(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url !== "/metrics") return answer(response, 404, "There is only /metrics here.")
    if (request.method !== "GET") return answer(response, 405, "only GET")
    if (!isAllowed(request, options.token)) return answer(response, 401, "This needs the token in METRICS_TOKEN.")
    await backlog.refresh()
    answer(response, 200, await metrics.registry.metrics(), metrics.registry.contentType)
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(options.port, options.host, resolve)
  })
  const close = () => {
    server.closeIdleConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return { port: (server.address() as AddressInfo).port, close }
}

function isAllowed(request: IncomingMessage, token: string | null): boolean {
  if (token === null) return true
  const given = Buffer.from(request.headers.authorization ?? "")
  const wanted = Buffer.from(`Bearer ${token}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

function answer(response: ServerResponse, status: number, body: string, type = "text/plain; charset=utf-8"): void {
  const unasked = status === 401 ? { "WWW-Authenticate": "Bearer" } : {}
  response.writeHead(status, { "Content-Type": type, "Cache-Control": "no-store", ...unasked })
  response.end(body)
}
