import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { log } from "#app/lib/log.server.ts"
import { inTrace } from "#app/lib/trace.server.ts"
import type { EventStore } from "#app/queue/store-events.server.ts"
import type { Ingress } from "#app/routes/webhooks/ingress.server.ts"
import type { FrontDoor } from "./front-door.server.ts"
import { answerHealth } from "./watch/health.server.ts"
import type { Readiness } from "./watch/readiness.server.ts"
import { watchRequest } from "./watch/watch-request.server.ts"

export type HttpServer = {
  port: number
  /** Takes no more connections, answers what is under way, and resolves when all is answered. */
  stop: () => Promise<void>
}

export type HttpParts = {
  /** Absent in tests that knock at the webhooks' door alone. */
  front?: FrontDoor
  ingress: Ingress
  store: EventStore
  readiness: Readiness
  /** Everything that is neither a webhook nor a health check. */
  pages: (request: IncomingMessage, response: ServerResponse) => void
}

const HEADERS_TIMEOUT_MS = 10_000
/** Head and body of a request must have come by then; webhooks have less (ingress). */
const REQUEST_TIMEOUT_MS = 30_000
/** How often Node looks for connections that passed these; its own 30 s would make the first of them a promise only. */
const TIMEOUT_CHECKS_MS = 2_000
const HEADERS_LIMIT_BYTES = 16 * 1024
/** Longer than the usual idle time of a load balancer, so that it never writes into a connection we just closed. */
const KEEP_ALIVE_MS = 65_000
const STOP_PATIENCE_MS = 10_000

/** Listens on host:port (0: any free one). Webhooks come first, then health checks, then pages. */
export async function listen(host: string, port: number, parts: HttpParts): Promise<HttpServer> {
  let stopping = false
  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECKS_MS,
      maxHeaderSize: HEADERS_LIMIT_BYTES,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    (request, response) => {
      if (stopping) response.setHeader("Connection", "close")
      const trace = watchRequest(request, response)
      if (parts.front?.refuse(request, response)) return
      if (parts.ingress.handle(request, response)) return
      void inTrace(trace, () => serve(request, response))
    },
  )

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (parts.front && !(await parts.front.admit(request, response))) return
    if (answerHealth(request, response, parts.readiness)) return
    parts.front?.limitBody(request)
    parts.pages(request, response)
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, host, resolve)
  })

  async function stop(): Promise<void> {
    stopping = true
    parts.readiness.stop()
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeIdleConnections()
    const patience = setTimeout(() => {
      log.warn("some requests did not end in time; their connections are cut")
      server.closeAllConnections()
    }, STOP_PATIENCE_MS)
    await parts.ingress.settled()
    await closed
    clearTimeout(patience)
    await parts.store.close()
  }
  return { port: portOf(server), stop }
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}
