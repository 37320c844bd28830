import { randomUUID } from "node:crypto"
import type { Delivery, SimulatorClock } from "../context.ts"
import { type DeliveryQueue, type DeliveryRequest, newDelivery } from "../webhooks/deliveries.ts"
import type { DeliveryFault } from "./decide.ts"
import type { Faults } from "./faults.ts"

const LOOK_EVERY_MS = 25

type Held = { request: DeliveryRequest; webhookId: string } & (
  | { until: "world"; atMs: number }
  | { until: "others"; left: number; atMs: number }
)

/**
 * A queue of deliveries that goes wrong as `faults` say: the same webhook told several times, told up to a day of world
 * time later, overtaken by others, or never told. What waits for the world's clock keeps nobody from calling the queue
 * idle; what waits to be overtaken does, for a quarter of a second at most.
 */
export function withFaults(queue: DeliveryQueue, faults: Faults, clock: SimulatorClock): DeliveryQueue {
  let held: Held[] = []
  let timer: NodeJS.Timeout | null = null

  const look = () => {
    timer = null
    const [worldMs, machineMs] = [clock.now().getTime(), performance.now()]
    release(
      (one) => one.atMs <= (one.until === "world" ? worldMs : machineMs) || (one.until === "others" && one.left <= 0),
    )
    if (held.length > 0) arm()
  }
  const arm = () => {
    timer ??= setTimeout(look, LOOK_EVERY_MS).unref()
  }
  const release = (isDue: (one: Held) => boolean) => {
    const due = held.filter(isDue)
    if (due.length === 0) return
    held = held.filter((one) => !due.includes(one))
    for (const { request, webhookId } of due) queue.send(request, webhookId)
  }
  const overtake = () => {
    let anyPassed = false
    for (const one of held) {
      if (one.until !== "others") continue
      one.left -= 1
      anyPassed ||= one.left <= 0
    }
    if (anyPassed) release((one) => one.until === "others" && one.left <= 0)
  }
  const suffer = (request: DeliveryRequest, webhookId: string, fault: DeliveryFault): Delivery => {
    if (fault.kind === "duplicated") {
      for (let copy = 0; copy < fault.copies; copy += 1) queue.send(request, webhookId)
      return queue.send(request, webhookId)
    }
    // What the caller is told of it; once it is sent, the queue knows it anew.
    const delivery = newDelivery(request, webhookId, fault.kind === "dropped" ? "dropped" : "waiting")
    if (fault.kind === "dropped") return delivery
    const later =
      fault.kind === "delayed"
        ? ({ until: "world", atMs: clock.now().getTime() + fault.byMs } as const)
        : ({ until: "others", left: fault.past, atMs: performance.now() + fault.byMs } as const)
    held.push({ request, webhookId, ...later })
    arm()
    return delivery
  }
  return {
    ...queue,
    send(request, webhookId = randomUUID()) {
      const fault = faults.ofDelivery(request.shop, request.topic, request.body)
      const delivery = fault ? suffer(request, webhookId, fault) : queue.send(request, webhookId)
      if (fault?.kind !== "reordered" && held.length > 0) overtake()
      return delivery
    },
    open: () => queue.open() + held.length,
    async idle(timeoutMs = 30_000) {
      const until = performance.now() + timeoutMs
      while (held.some((one) => one.until === "others") && performance.now() < until)
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
      await queue.idle(Math.max(1, until - performance.now()))
    },
    stop() {
      if (timer) clearTimeout(timer)
      held = []
      queue.stop()
    },
  }
}
