import { randomUUID } from "node:crypto"
import type { Deliveries, Delivery } from "../context.ts"
import { post } from "./post.ts"
import { deliveryHeaders, triggeredAtHeader } from "./sign.ts"

/** Waits between the tries; Shopify's go up to four hours, ours are short so that a demo shows them. */
const RETRY_MS = [200, 1000, 5000, 10_000, 20_000, 40_000, 60_000]
const PARALLEL = 8
const ANSWER_WITHIN_MS = 5000
const KEPT = 5000

export type DeliveryRequest = {
  shop: string
  topic: string
  body: string
  /** Absolute address. */
  url: string
  eventId: string
  triggeredAt: Date
}

export type DeliveryQueue = Deliveries & {
  /** Queues a delivery; repeats of one webhook share its `webhookId`. */
  send(request: DeliveryRequest, webhookId?: string): Delivery
  stop(): void
}

type Waiting = { delivery: Delivery; request: DeliveryRequest }

export type QueueOptions = { apiSecret: () => string; retryMs?: number[]; parallel?: number }

/** Signed deliveries, first in first out, several at a time, each tried eight times. */
export function openDeliveries(options: QueueOptions): DeliveryQueue {
  const retryMs = options.retryMs ?? RETRY_MS
  const parallel = options.parallel ?? PARALLEL
  const queue: Waiting[] = []
  const log = new Map<string, Delivery>()
  const timers = new Set<NodeJS.Timeout>()
  const idlers = new Set<() => void>()
  let sending = 0
  let stopped = false

  const settle = () => {
    if (sending > 0 || queue.length > 0 || timers.size > 0) return
    for (const wake of idlers) wake()
    idlers.clear()
  }
  const pump = () => {
    while (!stopped && sending < parallel && queue.length > 0) {
      sending += 1
      void attempt(queue.shift() as Waiting)
    }
  }
  const attempt = async (item: Waiting) => {
    item.delivery.state = "sending"
    const { delivery, request } = item
    const headers = deliveryHeaders({ ...delivery, body: request.body, apiSecret: options.apiSecret() })
    const outcome = await post(request.url, headers, request.body, ANSWER_WITHIN_MS)
    item.delivery.attempts.push({ at: new Date().toISOString(), ...outcome })
    sending -= 1
    const ok = outcome.status !== null && outcome.status >= 200 && outcome.status < 300
    if (ok) item.delivery.state = "delivered"
    else retry(item)
    pump()
    settle()
  }
  const retry = (item: Waiting) => {
    const waitMs = retryMs[item.delivery.attempts.length - 1]
    if (waitMs === undefined || stopped) {
      item.delivery.state = "failed"
      return
    }
    item.delivery.state = "waiting"
    const timer = setTimeout(() => {
      timers.delete(timer)
      queue.push(item)
      pump()
    }, waitMs)
    timers.add(timer)
  }
  return {
    send(request, webhookId = randomUUID()) {
      const delivery = newDelivery(request, webhookId, "waiting")
      log.set(delivery.id, delivery)
      trim(log)
      queue.push({ delivery, request })
      pump()
      return delivery
    },
    list: (filter) => listDeliveries(log, filter),
    find: (id) => log.get(id) ?? null,
    open: () => sending + queue.length + timers.size,
    idle: (timeoutMs = 30_000) =>
      waitIdle(() => sending === 0 && queue.length === 0 && timers.size === 0, idlers, timeoutMs),
    stop() {
      stopped = true
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
      queue.length = 0
      settle()
    },
  }
}

/** A delivery that was not tried yet. */
export function newDelivery(request: DeliveryRequest, webhookId: string, state: Delivery["state"]): Delivery {
  return {
    id: randomUUID(),
    shop: request.shop,
    topic: request.topic,
    webhookId,
    eventId: request.eventId,
    triggeredAt: triggeredAtHeader(request.triggeredAt),
    state,
    attempts: [],
  }
}

function waitIdle(isIdle: () => boolean, idlers: Set<() => void>, timeoutMs: number): Promise<void> {
  if (isIdle()) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      idlers.delete(wake)
      reject(new Error(`webhooks are still under way after ${timeoutMs} ms`))
    }, timeoutMs)
    const wake = () => {
      clearTimeout(timer)
      resolve()
    }
    idlers.add(wake)
  })
}

function trim(log: Map<string, Delivery>): void {
  if (log.size <= KEPT) return
  for (const [id, delivery] of log) {
    if (log.size <= KEPT) return
    if (delivery.state === "delivered" || delivery.state === "failed") log.delete(id)
  }
}

function listDeliveries(
  log: Map<string, Delivery>,
  filter: { shop?: string; topic?: string; limit?: number } = {},
): Delivery[] {
  const found = [...log.values()].filter(
    (d) => (!filter.shop || d.shop === filter.shop) && (!filter.topic || d.topic === filter.topic),
  )
  return found.reverse().slice(0, filter.limit ?? 100)
}
