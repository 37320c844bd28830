import { randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"
import { parseArgs } from "node:util"
import { now } from "#app/lib/clock.server.ts"
import { shopDb } from "#app/lib/db.server.ts"
import { parseJsonExact } from "#app/lib/json.ts"
import { readDeletedOrderId, readTouchedOrderId } from "#app/records/orders/touched-order.ts"
import { CommandError, type Context, print, USAGE_EXIT } from "./context.ts"
import { deliverSigned } from "./signed-delivery.ts"
import { callSimulator } from "./simulator-call.ts"

const STORED_WITHIN_MS = 15_000
const DONE_WITHIN_MS = 60_000
const MOST_COPIES = 10_000
const TOPIC = /^[a-z_]+[/.][a-z_]+$/

type Outcome = { state: string; error: string | null }

/**
 * `webhook TOPIC FILE [--repeat N] [--wait]`: delivers a file as Shopify would. Through the simulator when there is one,
 * so that its Admin API then knows the order or customer too; else straight to the app.
 */
export async function webhook(context: Context, args: string[]): Promise<number> {
  const { topic, file, copies, wait } = readArguments(args)
  const body = readPayload(file)
  const eventId = randomUUID()
  if (context.simulatorOrigin)
    await callSimulator(context.simulatorOrigin, "/_control/webhook", {
      shop: context.shop,
      topic,
      body,
      repeat: copies,
      eventId,
    })
  else await deliverDirectly(context, topic, body, eventId, copies)
  const stored = await untilStored(context.shop, topic, eventId)
  const outcome = wait ? await untilDone(context.shop, topic, eventId, body) : stored
  print(context, { topic, shop: context.shop, eventId, delivered: copies, ...outcome }, () => [
    `${topic} was delivered to ${context.shop}${copies > 1 ? ` ${copies} times` : ""}.`,
    ...inWords(outcome, wait),
  ])
  return outcome.state === "failed" || (wait && outcome.state !== "done") ? 1 : 0
}

function inWords({ state, error }: Outcome, wait: boolean): string[] {
  if (state === "done") return ["It has been worked off."]
  if (state === "ignored") return [`The app let it pass: ${error}.`]
  if (state === "failed") return [`The app could not work it off: ${error}.`]
  if (state === "doubtful") return [`It was taken in, but its order is still to be read from the Admin API: ${error}.`]
  if (error) return [`It waits: ${error}.`]
  return wait ? ["It is stored, but was not worked off in time. Is the worker running?"] : ["It is stored."]
}

function readArguments(args: string[]): { topic: string; file: string; copies: number; wait: boolean } {
  const usage = "Usage: npm run regulars -- webhook TOPIC FILE [--repeat N] [--wait]"
  const parsed = parse(args, usage)
  const [given, file, ...more] = parsed.positionals
  if (!given || !file || more.length > 0) throw new CommandError(usage, USAGE_EXIT)
  const topic = /[/.]/.test(given) ? given : given.toLowerCase().replace("_", "/")
  if (!TOPIC.test(topic)) throw new CommandError(`"${given}" is no topic; one looks like orders/paid`, USAGE_EXIT)
  const copies = Number(parsed.values.repeat ?? 1)
  if (!Number.isInteger(copies) || copies < 1 || copies > MOST_COPIES)
    throw new CommandError(`--repeat takes a whole number from 1 to ${MOST_COPIES}`, USAGE_EXIT)
  return { topic, file, copies, wait: parsed.values.wait ?? false }
}

function parse(args: string[], usage: string) {
  try {
    return parseArgs({
      args,
      options: { repeat: { type: "string" }, wait: { type: "boolean" } },
      allowPositionals: true,
    })
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\n${usage}`, USAGE_EXIT)
  }
}

function readPayload(file: string): string {
  try {
    const body = readFileSync(file, "utf8")
    parseJsonExact(body)
    return body
  } catch (error) {
    if (error instanceof SyntaxError) throw new CommandError(`${file} is not JSON: ${error.message}`)
    throw new CommandError(`${file} cannot be read: ${(error as Error).message}`)
  }
}

async function deliverDirectly(
  { appOrigin, apiSecret, shop }: Context,
  topic: string,
  body: string,
  eventId: string,
  copies: number,
): Promise<void> {
  if (!appOrigin || !apiSecret)
    throw new CommandError("No demo is running: set SHOPIFY_APP_URL and SHOPIFY_API_SECRET to reach your app.")
  const webhookId = randomUUID()
  for (let copy = 0; copy < copies; copy += 1) {
    const triggeredAt = now().toISOString()
    const delivery = { shop, topic, body, eventId, webhookId, triggeredAt }
    const answer = await deliverSigned(appOrigin, apiSecret, delivery).catch(() => {
      throw new CommandError(`The app does not answer at ${appOrigin}.`)
    })
    if (!answer.ok) throw new CommandError(`The app answered ${answer.status}: ${await answer.text()}`)
  }
}

async function findOutcome(shop: string, topic: string, eventId: string): Promise<Outcome | null> {
  const { rows } = await shopDb(shop).query<Outcome>(
    `SELECT "state", "error" FROM "WebhookEvent" WHERE "shop" = $1 AND "topic" = $2 AND "dedupKey" = $3`,
    [shop, topic, eventId],
  )
  return rows[0] ?? null
}

async function untilStored(shop: string, topic: string, eventId: string): Promise<Outcome> {
  const until = Date.now() + STORED_WITHIN_MS
  while (Date.now() < until) {
    const outcome = await findOutcome(shop, topic, eventId)
    if (outcome) return outcome
    await sleep(20)
  }
  throw new CommandError("The app did not take it. Its log says why; the simulator's desk lists every delivery.")
}

/** Worked off means: the event is done, and if it left its order in doubt, that order was read again. */
async function untilDone(shop: string, topic: string, eventId: string, body: string): Promise<Outcome> {
  const until = Date.now() + DONE_WITHIN_MS
  const payload = parseJsonExact(body)
  const orderId = topic.startsWith("orders/")
    ? (readTouchedOrderId(payload) ?? readDeletedOrderId(payload))
    : readTouchedOrderId(payload)
  for (;;) {
    const outcome = (await findOutcome(shop, topic, eventId)) as Outcome
    const doubt = await findDoubt(shop, orderId)
    if (Date.now() > until && outcome.state === "done" && doubt) return { state: "doubtful", error: doubt }
    if (outcome.error || Date.now() > until || (outcome.state !== "stored" && !doubt)) return outcome
    await sleep(25)
  }
}

/** Why an order is still to be read again; null when it is not. */
async function findDoubt(shop: string, orderId: string | null): Promise<string | null> {
  const { rows } = await shopDb(shop).query<{ why: string }>(
    `SELECT coalesce("doubtfulError", 'nobody has read it yet') AS why FROM "Order"
     WHERE "shop" = $1 AND "orderId" = $2 AND "doubtfulSince" IS NOT NULL`,
    [shop, orderId],
  )
  return rows[0]?.why ?? null
}
