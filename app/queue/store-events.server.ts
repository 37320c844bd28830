import pg from "pg"
import { EVERY_SHOP, scopedDoor } from "#app/lib/scoped-statement.server.ts"
import { surviveLoss } from "#app/lib/survive-loss.server.ts"
import { SEAL_BYTES } from "#app/lib/vault/envelope.server.ts"
import { type Vault, vaultOf } from "#app/lib/vault/vault.server.ts"
import { eventPlace } from "./stored-event.ts"
import { WAKE_SQL } from "./wake.server.ts"

/** A delivery to be stored: verified, not yet looked into. */
export type IncomingEvent = {
  shop: string
  topic: string
  /** X-Shopify-Event-Id, else X-Shopify-Webhook-Id. */
  dedupKey: string
  apiVersion: string
  triggeredAt: Date | null
  body: Buffer
}

export type EventStore = {
  /** Resolves when the event is durable (or known already), rejects when it could not be stored. */
  add: (event: IncomingEvent) => Promise<void>
  /** How full the room for events that are not stored yet is, 0 to 1. */
  load: () => number
  /** Waits for everything added so far, then closes the connection. */
  close: () => Promise<void>
}

type Waiting = { event: IncomingEvent; stored: () => void; failed: (error: Error) => void }

const GROUP_EVENTS = 512
const GROUP_BYTES = 8 * 1024 * 1024
/** Room for the bodies of most groups; a bigger group makes it grow. */
const ROOM_BYTES = 1024 * 1024
const WAITING_BYTES = 64 * 1024 * 1024
const CONNECT_TIMEOUT_MS = 3000
const STATEMENT_TIMEOUT_MS = 4500

// The bodies of a group travel as one binary value, cut apart by start and length: no escaping, one fixed statement.
const STORE_SQL = `
WITH incoming AS (
  SELECT * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::int[], $8::int[])
    AS e(shop, topic, key, version, triggered, start, length)
), stored AS (
  INSERT INTO "WebhookEvent" ("shop", "topic", "dedupKey", "apiVersion", "triggeredAt", "body", "sealed")
  SELECT shop, topic, key, version, triggered, substring($9::bytea FROM start FOR length), true FROM incoming
  ON CONFLICT DO NOTHING RETURNING 1
)
SELECT ${WAKE_SQL} FROM (SELECT 1 FROM stored LIMIT 1) AS anything_new`

/**
 * Group commit: one statement is in flight at a time; what arrives meanwhile goes with the next. It stores the events that
 * are new and wakes the worker in the same transaction. It keeps a connection of its own, so that busy pages and jobs
 * never make Shopify wait.
 */
export function createEventStore(databaseUrl: string): EventStore {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 1,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
    idleTimeoutMillis: 0,
  })
  surviveLoss(pool)
  // A group holds events of many shops; each was signed for the shop it names.
  const door = scopedDoor(pool, EVERY_SHOP)
  const roomFor = createRoom()
  let waiting: Waiting[] = []
  let waitingBytes = 0
  let draining: Promise<void> | null = null

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const group = takeGroup(waiting)
      waiting = waiting.slice(group.length)
      waitingBytes -= sumBytes(group)
      try {
        const sealed = await keysFor(group)
        if (sealed.length > 0) await door.query(statementFor(sealed, roomFor))
        for (const { one } of sealed) one.stored()
      } catch (error) {
        for (const one of group) one.failed(error as Error)
      }
    }
    draining = null
  }

  function add(event: IncomingEvent): Promise<void> {
    if (waitingBytes + event.body.length > WAITING_BYTES)
      return Promise.reject(new Error("too many events wait to be stored"))
    waitingBytes += event.body.length
    return new Promise((stored, failed) => {
      waiting.push({ event, stored, failed })
      draining ??= Promise.resolve().then(drain)
    })
  }

  async function close(): Promise<void> {
    while (draining) await draining
    await pool.end()
  }

  return { add, load: () => waitingBytes / WAITING_BYTES, close }
}

type Keyed = { one: Waiting; vault: Vault }

/**
 * The events of a group with what seals them. A shop's keys are read (or made, for a shop that is new) the first time it
 * is heard of; when they cannot be had, its events fail and the others go on.
 */
async function keysFor(group: Waiting[]): Promise<Keyed[]> {
  const shops = [...new Set(group.map((one) => one.event.shop))]
  const vaults = new Map(
    await Promise.all(shops.map(async (shop) => [shop, await vaultOf(shop).catch((error: Error) => error)] as const)),
  )
  return group.flatMap((one) => {
    const vault = vaults.get(one.event.shop)
    if (vault && !(vault instanceof Error)) return [{ one, vault }]
    one.failed(vault ?? new Error("no keys"))
    return []
  })
}

function takeGroup(waiting: Waiting[]): Waiting[] {
  let bytes = 0
  let count = 0
  for (const { event } of waiting) {
    bytes += event.body.length
    if (count > 0 && (count === GROUP_EVENTS || bytes > GROUP_BYTES)) break
    count += 1
  }
  return waiting.slice(0, count)
}

function sumBytes(group: Waiting[]): number {
  return group.reduce((sum, one) => sum + one.event.body.length, 0)
}

/** So many bytes, the same ones for each group; what was in them before is overwritten. */
type RoomFor = (bytes: number) => Buffer

/**
 * Room that serves group after group: buffers made for each would set off a collection of garbage, and so a pause, every
 * few thousand events.
 */
function createRoom(): RoomFor {
  let room = Buffer.alloc(0)
  return (bytes) => {
    if (room.length < bytes) room = Buffer.allocUnsafeSlow(Math.max(bytes, ROOM_BYTES))
    return room.subarray(0, bytes)
  }
}

/** The statement that stores a group; the bodies are sealed straight into its room. */
function statementFor(keyed: Keyed[], roomFor: RoomFor): pg.QueryConfig {
  const events = keyed.map(({ one }) => one.event)
  const lengths = events.map((event) => event.body.length + SEAL_BYTES)
  const sealed = roomFor(lengths.reduce((sum, length) => sum + length, 0))
  let end = 0
  const starts = keyed.map(({ one: { event }, vault }, index) => {
    const start = end
    end += lengths[index] as number
    vault.sealInto(sealed.subarray(start, end), eventPlace(event.topic, event.dedupKey), event.body)
    return start + 1 // SQL counts from 1
  })
  return {
    name: "store-events",
    text: STORE_SQL,
    values: [
      "work_off_events",
      events.map((event) => event.shop),
      events.map((event) => event.topic),
      events.map((event) => event.dedupKey),
      events.map((event) => event.apiVersion),
      events.map((event) => event.triggeredAt),
      starts,
      lengths,
      sealed,
    ],
  }
}
