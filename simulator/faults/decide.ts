import { createHash } from "node:crypto"
import type { FaultSettings } from "./settings.ts"

/**
 * What goes wrong with one delivery or one call. The decision is a hash of the seed, of what the thing is (`identity`) and
 * of how often it came before (`attempt`), never of a shared stream of chance: so other traffic and timing change nothing.
 */

export type DeliveryFault =
  | { kind: "duplicated"; copies: number }
  | { kind: "delayed"; byMs: number }
  /** Lets this many others pass, or `byMs` of machine time. */
  | { kind: "reordered"; past: number; byMs: number }
  | { kind: "dropped" }

export type CallFault =
  | { kind: "throttled"; by: "bucket" | "status" }
  | { kind: "failed"; status: 500 | 502 | 503 }
  | { kind: "late"; byMs: number }
  | { kind: "silent" }
  | { kind: "lost" }

const LONGEST_REORDER_MS = 250

/** Whole numbers from 0 to `below` - 1, as many as are asked for; the same arguments give the same numbers. */
export function chances(seed: number, identity: string, attempt: number): (below: number) => number {
  const digest = createHash("sha256").update(`${seed}\n${identity}\n${attempt}`).digest()
  let at = 0
  return (below) => {
    const drawn = digest.readUInt32BE(at % 32)
    at += 4
    return drawn % below
  }
}

/** Null: this delivery goes as it should. */
export function decideDelivery(settings: FaultSettings, identity: string, attempt: number): DeliveryFault | null {
  const draw = chances(settings.seed, `webhook ${identity}`, attempt)
  const { duplicated, delayed, reordered, dropped, longestDelayMs } = settings.webhooks
  switch (choose(draw(1000), { duplicated, delayed, reordered, dropped })) {
    case "duplicated":
      return { kind: "duplicated", copies: 1 + draw(3) }
    case "delayed":
      return { kind: "delayed", byMs: 1 + draw(Math.max(1, longestDelayMs)) }
    case "reordered":
      return { kind: "reordered", past: 1 + draw(20), byMs: 1 + draw(LONGEST_REORDER_MS) }
    case "dropped":
      return { kind: "dropped" }
    default:
      return null
  }
}

/** Null: this call is answered as it should be. */
export function decideCall(settings: FaultSettings, identity: string, attempt: number): CallFault | null {
  const draw = chances(settings.seed, `call ${identity}`, attempt)
  const { throttled, failed, late, silent, lost, lateMs } = settings.adminApi
  switch (choose(draw(1000), { throttled, failed, late, silent, lost })) {
    case "throttled":
      return { kind: "throttled", by: draw(2) === 0 ? "bucket" : "status" }
    case "failed":
      return { kind: "failed", status: ([500, 502, 503] as const)[draw(3)] as 500 | 502 | 503 }
    case "late":
      return { kind: "late", byMs: lateMs }
    case "silent":
      return { kind: "silent" }
    case "lost":
      return { kind: "lost" }
    default:
      return null
  }
}

/** The kind whose share of the thousand `drawn` falls into. */
function choose<Kind extends string>(drawn: number, rates: Record<Kind, number>): Kind | null {
  let below = 0
  for (const [kind, rate] of Object.entries(rates) as [Kind, number][]) {
    below += rate
    if (drawn < below) return kind
  }
  return null
}
