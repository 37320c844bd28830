import { setTimeout as sleep } from "node:timers/promises"
import { parseArgs } from "node:util"
import { now } from "#app/lib/clock.server.ts"
import { PAST_ORDERS } from "#app/reactions-to-answers.server.ts"
import { type BackfillOutcome, goOnWithBackfill } from "#app/records/backfill/backfill.server.ts"
import {
  type Backfill,
  findBackfill,
  resumeBackfill,
  startBackfill,
} from "#app/records/backfill/backfill-rows.server.ts"
import { findShop } from "#app/records/shops/shops.server.ts"
import { CommandError, type Context, print, USAGE_EXIT } from "./context.ts"

const USAGE = "Usage: npm run regulars -- backfill [--since 2025-01-01] [--shop DOMAIN]"
/** While a worker has the import in hand, we only look on. */
const LOOK_MS = 500
const BAR = 24

/** `backfill [--since DATE]`: imports past orders; one that is open goes on. Ctrl-C leaves it where it is. */
export async function backfill(context: Context, args: string[]): Promise<number> {
  const since = readSince(args)
  const shop = await findShop(context.shop)
  if (!shop || shop.uninstalledAt) throw new CommandError(`${context.shop} does not have the app: nothing to import.`)
  const wholeHistory = shop.scopes.split(",").includes("read_all_orders")
  const begun = await startBackfill(context.shop, { since, askedBy: "operator", wholeHistory }, now())
  if (begun.state !== "running") await resumeBackfill(context.shop, begun.id)
  const stopping = new AbortController()
  process.once("SIGINT", () => stopping.abort())
  const outcome = await follow(context.shop, stopping.signal)
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K")
  const state = (await findBackfill(context.shop)) as Backfill
  print(context, forMachines(state), () => inWords(state, outcome))
  return state.state === "done" ? 0 : 1
}

function readSince(args: string[]): Date | null {
  let given: string | undefined
  try {
    given = parseArgs({ args, options: { since: { type: "string" } } }).values.since
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\n${USAGE}`, USAGE_EXIT)
  }
  if (given === undefined) return null
  const since = new Date(given)
  if (Number.isNaN(since.getTime())) throw new CommandError(`"${given}" is no date.\n${USAGE}`, USAGE_EXIT)
  return since
}

/** Works on it, or looks on while a worker does, until it is over, failed for good, or we are told to stop. */
async function follow(shop: string, signal: AbortSignal): Promise<BackfillOutcome> {
  for (;;) {
    const outcome = await goOnWithBackfill(shop, PAST_ORDERS, now, signal, showProgress)
    if (signal.aborted) return { kind: "stopped" }
    const waitMs = outcome.kind === "busy" ? LOOK_MS : "waitMs" in outcome ? outcome.waitMs : null
    if (waitMs === null) return outcome
    const state = await findBackfill(shop)
    if (state) showProgress(state)
    await sleep(Math.min(waitMs, 60_000), undefined, { signal }).catch(() => {
      // Ctrl-C: the loop ends.
    })
  }
}

function showProgress({ phase, counts, orderCount, byteOffset, byteCount }: Backfill): void {
  if (!process.stderr.isTTY) return
  const share = phase === "reading" && byteCount ? byteOffset / byteCount : 0
  const done = Math.round(share * BAR)
  const bar = phase === "reading" ? `[${"#".repeat(done)}${".".repeat(BAR - done)}] ` : ""
  const words = {
    asking: "asking Shopify for past orders",
    waiting: `Shopify gathers them: ${orderCount ?? 0} so far`,
    reading: `${counts.read} orders read`,
    settling: `${counts.settled} orders settled, ${counts.points} points`,
  }[phase]
  process.stderr.write(`\r\u001b[K${bar}${words}`)
}

function forMachines(state: Backfill): unknown {
  const { shop, id, phase, since, wholeHistory, partial, counts, startedAt, finishedAt, error } = state
  return { shop, id, state: state.state, phase, since, wholeHistory, partial, ...counts, startedAt, finishedAt, error }
}

function inWords(state: Backfill, outcome: BackfillOutcome): string[] {
  const { counts, partial, wholeHistory } = state
  const found = `${counts.read} orders read, ${counts.written} of them new; ${counts.settled} settled, ${counts.points} points.`
  if (outcome.kind === "stopped") return [found, "Stopped. The same command goes on from here, and so does the worker."]
  if (state.state === "failed" || outcome.kind === "failed")
    return [found, `It could not go on: ${state.error}. The same command tries again.`]
  if (state.state === "paused") return [found, "It was paused. The same command goes on."]
  return [
    found,
    ...(counts.doubtful > 0 ? [`${counts.doubtful} changed meanwhile and are being read again one by one.`] : []),
    ...(wholeHistory ? [] : ["Shopify shows this app the last 60 days only (it has no read_all_orders)."]),
    ...(partial ? ["Shopify could give only part of them. The same command asks again."] : []),
  ]
}
