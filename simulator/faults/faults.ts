import { type CallFault, type DeliveryFault, decideCall, decideDelivery } from "./decide.ts"
import { type FaultRequest, type FaultSettings, readFaultSettings } from "./settings.ts"

export type FaultKind = DeliveryFault["kind"] | CallFault["kind"] | "clock_jumped"

/** One thing that was made to go wrong. */
export type FaultDone = { kind: FaultKind; identity: string; attempt: number }

export type Faults = {
  /** Other faults from now on; decisions start over, counters go on. */
  start(request: FaultRequest): FaultSettings
  /** Nothing goes wrong any more; whoever still waits for an answer is cut off. */
  end(): void
  settings(): FaultSettings | null
  counts(): Record<FaultKind, number>
  /** The newest first. */
  recent(limit: number): FaultDone[]
  ofDelivery(shop: string, topic: string, body: string): DeliveryFault | null
  ofCall(shop: string, operation: string, variables: unknown): CallFault | null
  count(kind: FaultKind, identity: string, attempt: number): void
  /** Resolves when the faults end. */
  ended(): Promise<void>
}

const KEPT = 1000
const NONE: Record<FaultKind, number> = {
  duplicated: 0,
  delayed: 0,
  reordered: 0,
  dropped: 0,
  throttled: 0,
  failed: 0,
  late: 0,
  silent: 0,
  lost: 0,
  clock_jumped: 0,
}

/** The faults of one simulator: off until started. */
export function createFaults(): Faults {
  let settings: FaultSettings | null = null
  let seen = new Map<string, number>()
  let release = () => {}
  let over: Promise<void> = Promise.resolve()
  const counts = { ...NONE }
  const log: FaultDone[] = []

  const count = (kind: FaultKind, identity: string, attempt: number) => {
    counts[kind] += 1
    log.push({ kind, identity, attempt })
    if (log.length > 2 * KEPT) log.splice(0, KEPT)
  }
  const decide = <Fault extends { kind: FaultKind }>(
    shop: string,
    identity: string,
    by: (settings: FaultSettings, identity: string, attempt: number) => Fault | null,
  ): Fault | null => {
    if (settings === null || (settings.shops !== null && !settings.shops.includes(shop))) return null
    const attempt = (seen.get(identity) ?? 0) + 1
    seen.set(identity, attempt)
    const fault = by(settings, identity, attempt)
    if (fault) count(fault.kind, identity, attempt)
    return fault
  }
  return {
    start(request) {
      settings = readFaultSettings(request)
      seen = new Map()
      release()
      over = new Promise((resolve) => {
        release = resolve
      })
      return settings
    },
    end() {
      settings = null
      release()
    },
    settings: () => settings,
    counts: () => ({ ...counts }),
    recent: (limit) => log.slice(-Math.min(limit, KEPT)).reverse(),
    ofDelivery: (shop, topic, body) => decide(shop, `${shop} ${topic} ${subjectOf(body)}`, decideDelivery),
    ofCall: (shop, operation, variables) => decide(shop, `${shop} ${operation} ${firstGidOf(variables)}`, decideCall),
    count,
    ended: () => over,
  }
}

/** What a payload is about: its order, else its own id. Whatever else it says may differ from run to run. */
function subjectOf(body: string): string {
  return /"order_id":\s*"?(\d+)/.exec(body)?.[1] ?? /"id":\s*"?(\d+)/.exec(body)?.[1] ?? gidIn(body) ?? ""
}

/** A call is known by the first thing it names: how many others share it depends on timing. */
function firstGidOf(variables: unknown): string {
  return gidIn(JSON.stringify(variables ?? {})) ?? ""
}

function gidIn(text: string): string | null {
  return /gid:\/\/shopify\/\w+\/\d+/.exec(text)?.[0] ?? null
}
