import { findTraces, type TracedEvent, type TracedOrder } from "#app/dead-work/find-traces.server.ts"
import { CommandError, type Context, print, USAGE_EXIT } from "./context.ts"

const USAGE = "Usage: npm run regulars -- trace EVENT-ID | ORDER | CUSTOMER | REQUEST-ID"

/** `trace ID`: the path of one webhook, order, customer or request through the tables, in the order it went. */
export async function trace(context: Context, args: string[]): Promise<number> {
  const [id, ...more] = args
  if (!id || more.length > 0) throw new CommandError(USAGE, USAGE_EXIT)
  const traces = await findTraces(context.shop, id)
  const { events, orders, members, actions } = traces
  if (events.length + orders.length + members.length + actions.length === 0)
    throw new CommandError(
      `${context.shop} has no trace of ${id} in its tables. Webhooks are kept for two weeks; the log may know more.`,
    )
  print(context, traces, () => [
    ...events.map(eventLine),
    ...orders.flatMap(orderLines),
    ...members.map((one) => {
      const state = one.waiting ? (one.error ? `failing: ${one.error}` : "waiting") : "written"
      return `metafield of ${one.customerId}: ${state} (edition ${one.written} of ${one.wanted})`
    }),
    ...actions.map((one) => `${one.at}  ${one.staff} ${one.action} ${one.workId}`),
  ])
  return 0
}

function eventLine(event: TracedEvent): string {
  const end = event.doneAt ? `, ${event.state} ${event.doneAt}` : `, ${event.state}`
  const error = event.error ? ` (${event.attempts} failures: ${event.error})` : ""
  return `${event.receivedAt}  ${event.topic} ${event.dedupKey} stored${end}${error}${event.about ? ` → ${event.about}` : ""}`
}

function orderLines(order: TracedOrder): string[] {
  const doubt = order.doubtfulSince ? `, to be read again since ${order.doubtfulSince}` : ""
  return [
    `order ${order.name} (${order.orderId}), as Shopify told on ${order.factAt}${doubt}`,
    ...order.entries.map(
      (entry) =>
        `  ${entry.createdAt}  ${entry.code} of ${entry.customerId}: ${entry.delta} available, ${entry.pendingDelta} pending`,
    ),
  ]
}
