import { request } from "node:http"
import { setTimeout as sleep } from "node:timers/promises"
import { signedHeaders } from "../../bin/regulars/signed-delivery.ts"

/** What became of the deliveries: how often each status was answered, and how often nobody took the connection. */
export type Told = { statuses: Record<number, number>; unanswered: number; accepted: string[] }

export type SteadyLoad = { stop: () => Promise<Told> }

export type Delivery = { shop: string; topic: string; body: Buffer; eventId: string }

const RETRY_MS = 100
const GIVE_UP_MS = 30_000

/**
 * Delivers `perSecond` webhooks a second to the ports in turn, each over a connection of its own, as a load balancer would
 * pass Shopify's on. A delivery that nobody takes (the connection is refused, or ends without an answer) is sent again to
 * the next port, with the same ids; one that is answered, whatever the answer, is not.
 */
export function startSteadyLoad(
  ports: number[],
  secret: string,
  perSecond: number,
  next: (index: number) => Delivery,
): SteadyLoad {
  const told: Told = { statuses: {}, unanswered: 0, accepted: [] }
  const open = new Set<Promise<void>>()
  let sent = 0
  let turn = 0

  async function deliver(delivery: Delivery): Promise<void> {
    for (const end = Date.now() + GIVE_UP_MS; Date.now() < end; await sleep(RETRY_MS)) {
      turn += 1
      const status = await post(ports[turn % ports.length] as number, secret, delivery)
      if (status === null) {
        told.unanswered += 1
        continue
      }
      told.statuses[status] = (told.statuses[status] ?? 0) + 1
      if (status === 200) told.accepted.push(delivery.eventId)
      return
    }
    throw new Error(`nobody took ${delivery.eventId}`)
  }

  const timer = setInterval(() => {
    const delivering = deliver(next(sent)).finally(() => open.delete(delivering))
    sent += 1
    open.add(delivering)
  }, 1000 / perSecond)

  return {
    stop: async () => {
      clearInterval(timer)
      await Promise.all(open)
      return told
    },
  }
}

function post(port: number, secret: string, delivery: Delivery): Promise<number | null> {
  const headers = signedHeaders({ ...delivery, webhookId: delivery.eventId, headers: { connection: "close" } }, secret)
  return new Promise((resolve) => {
    const sending = request({ port, host: "127.0.0.1", method: "POST", path: "/webhooks", headers, agent: false })
    sending.once("error", () => resolve(null))
    sending.once("response", (response) => {
      response.resume()
      response.once("close", () => resolve(response.statusCode ?? 0))
    })
    sending.end(delivery.body)
  })
}
