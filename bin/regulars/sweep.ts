import { now } from "#app/lib/clock.server.ts"
import { onOrdersChanged } from "#app/reactions.server.ts"
import { onMergeFound } from "#app/reactions-to-answers.server.ts"
import { type SweepOutcome, sweepShop } from "#app/records/sweep/sweep.server.ts"
import {
  SWEEP_PHASES,
  type SweepCounts,
  type SweepPhase,
  type SweepState,
} from "#app/records/sweep/sweep-rows.server.ts"
import { CommandError, type Context, print, USAGE_EXIT } from "./context.ts"

const PHASE_WORDS: Record<SweepPhase, string> = {
  customers: "customers that changed",
  products: "products that changed",
  orders: "orders that changed",
  lost_orders: "orders that may have been deleted",
  lost_customers: "customers that may have been deleted",
  lost_products: "products that may have been deleted",
}

const REFUSALS: Record<"busy" | "not_installed" | "no_access", string> = {
  busy: "Another sweep of this shop is under way. Try again when it has ended.",
  not_installed: "The app is not installed in this shop: there is nothing to ask.",
  no_access: "Shopify refuses the app's permission. Open the app in the shop's admin, then try again.",
}

/** `sweep`: asks the Admin API for everything that changed since the last sweep, and repairs. Ctrl-C and again goes on. */
export async function sweep(context: Context, args: string[]): Promise<number> {
  if (args.length > 0) throw new CommandError("Usage: npm run regulars -- sweep [--shop DOMAIN]", USAGE_EXIT)
  const stopping = new AbortController()
  process.once("SIGINT", () => stopping.abort())
  const outcome = await sweepShop(
    context.shop,
    { onChanged: (tx, shop, orderIds) => onOrdersChanged(tx, shop, orderIds, now()), onMerged: onMergeFound },
    now(),
    stopping.signal,
    showProgress,
  )
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K")
  print(context, forMachines(context.shop, outcome), () => inWords(context.shop, outcome))
  return outcome.kind === "done" ? 0 : 1
}

function showProgress({ phase, counts }: SweepState): void {
  if (!process.stderr.isTTY) return
  const step = `${SWEEP_PHASES.indexOf(phase) + 1}/${SWEEP_PHASES.length}`
  process.stderr.write(`\r\u001b[K${step} ${PHASE_WORDS[phase]} · ${counts.looked} orders looked at`)
}

function forMachines(shop: string, outcome: SweepOutcome): unknown {
  if (!("counts" in outcome))
    return { shop, outcome: outcome.kind, ...("error" in outcome && { error: outcome.error }) }
  const { kind, counts, ...rest } = outcome
  return { shop, outcome: kind, ...rest, ...counts }
}

function inWords(shop: string, outcome: SweepOutcome): string[] {
  switch (outcome.kind) {
    case "done":
      return [
        `${shop} was swept from ${minute(outcome.since)} to ${minute(outcome.until)} UTC.`,
        ...found(outcome.counts),
      ]
    case "stopped":
      return ["Stopped. The same command goes on from here.", ...found(outcome.counts)]
    case "failed":
      return [`The sweep could not go on: ${outcome.error}. The same command goes on from here.`]
    default:
      return [REFUSALS[outcome.kind]]
  }
}

function found(counts: SweepCounts): string[] {
  const gone = `${counts.deletedOrders} orders, ${counts.deletedCustomers} customers, ${counts.deletedProducts} products`
  return [
    `Orders that changed: ${counts.looked} looked at, ${counts.repaired} repaired, ${counts.doubtful} to be read again.`,
    `Customers told anew: ${counts.customers}. Products: ${counts.products}.`,
    `Deleted in Shopify without our hearing of it: ${gone}.`,
    ...(counts.disbelieved > 0
      ? [`${counts.disbelieved} were not shown, too many at once to be believed: nothing was deleted for it.`]
      : []),
  ]
}

function minute(at: Date): string {
  return at.toISOString().slice(0, 16).replace("T", " ")
}
