import { growingWaitMs } from "#app/lib/growing-wait.ts"

/** A webhook as it was stored, taken up to be worked off. */
export type StoredEvent = {
  id: number
  shop: string
  topic: string
  /** The raw payload, valid JSON in UTF-8. */
  body: Buffer
  triggeredAt: Date | null
  receivedAt: Date
  /** Failed tries so far. */
  attempts: number
  /** X-Shopify-Event-Id, else X-Shopify-Webhook-Id: under it the event is found in the log. */
  dedupKey: string
  /** Gid of what the payload is about: written by whoever reads the payload, and kept with the event. */
  about?: string | null
}

/** Where an event's body is sealed. */
export const eventPlace = (topic: string, dedupKey: string) => `WebhookEvent ${topic} ${dedupKey}`

/** What became of one event that was not simply worked off. */
export type EventVerdict =
  | { kind: "ignored"; reason: string }
  /** The payload cannot be understood, and will not be next time: given up at once, for a person to look at. */
  | { kind: "unreadable"; reason: string }
  /** Not its time yet: tried again later, which counts as no failure. */
  | { kind: "waits"; reason: string; forMs: number }

/** Ids of events → their verdict; whatever is not named is done. */
export type EventVerdicts = Map<number, EventVerdict>

/** An event that fails this often is given up: it stays stored as `failed`, with its error, for a person to look at. */
export const MOST_ATTEMPTS = 10

/** How long an event waits after its n-th failure: 2 s, 4 s, 8 s … at most an hour. */
export function retryDelayMs(failures: number): number {
  return growingWaitMs({ firstMs: 2_000, longestMs: 3_600_000 }, failures)
}
