import { request } from "node:http"
import { listen } from "#app/http-server.server.ts"
import { createEventStore } from "#app/queue/store-events.server.ts"
import { workOffEvents } from "#app/queue/work-off-events.server.ts"
import { react } from "#app/reactions.server.ts"
import { createIngress, type IngressOptions } from "#app/routes/webhooks/ingress.server.ts"
import { verifyWebhookSignature } from "#app/shopify/webhook-signature.server.ts"
import { createReadiness } from "#app/watch/readiness.server.ts"
import { openWatchDatabase } from "#app/watch/watch-database.server.ts"
import { type SignedDelivery, signedHeaders } from "../../bin/regulars/signed-delivery.ts"

/** The real HTTP door for webhooks on a port of its own, and the means to knock like Shopify. */

export const SECRET = "test-secret"

export type Answer = { status: number; body: string; headers: Record<string, unknown> }

export type Delivery = Omit<SignedDelivery, "headers"> & {
  /** Replaces or (undefined) removes headers. */
  headers?: Record<string, string | undefined>
}

export type Door = {
  port: number
  deliver: (delivery: Delivery) => Promise<Answer>
  stop: () => Promise<void>
}

/** Opens the door on the test's database (or on `databaseUrl`). */
export async function openDoor(options: Partial<IngressOptions> & { databaseUrl?: string } = {}): Promise<Door> {
  const databaseUrl = options.databaseUrl ?? (process.env.DATABASE_URL as string)
  const store = createEventStore(databaseUrl)
  const ingress = createIngress({
    isSigned: (body, signature) => verifyWebhookSignature(body, signature, SECRET),
    store,
    ...options,
  })
  const watch = openWatchDatabase(databaseUrl)
  const server = await listen("127.0.0.1", 0, {
    ingress,
    store,
    readiness: createReadiness(watch),
    pages: (_request, response) => void response.writeHead(404).end(),
  })
  return {
    port: server.port,
    deliver: (delivery) => knock(server.port, delivery),
    stop: async () => {
      await server.stop()
      await watch.close()
    },
  }
}

/** The headers Shopify would send. */
export function headersFor(delivery: Delivery): Record<string, string> {
  const headers: Record<string, string | undefined> = {
    ...signedHeaders({ triggeredAt: "2026-03-01T10:00:00.000Z", ...delivery, headers: {} }, SECRET),
    ...delivery.headers,
  }
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

function knock(port: number, delivery: Delivery): Promise<Answer> {
  return send(port, "POST", headersFor(delivery), delivery.body)
}

/** One bare HTTP request to /webhooks. */
export function send(
  port: number,
  method: string,
  headers: Record<string, string>,
  body: string | Buffer,
  path = "/webhooks",
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port, path, method, headers, agent: false }, (response) => {
      let text = ""
      response.on("data", (chunk) => (text += chunk))
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }))
    })
    outgoing.on("error", reject)
    outgoing.end(body)
  })
}

/** Works off everything stored and due, as the worker does. */
export function workOff(): Promise<number> {
  return workOffEvents(react)
}
