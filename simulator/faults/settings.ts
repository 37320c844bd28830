/** What goes wrong, and how often. Every rate is in thousandths (0–1000); all are 0 until somebody asks for more. */
export type FaultSettings = {
  /** The one number from which every decision follows. */
  seed: number
  /** Domains that suffer; null: every shop. */
  shops: string[] | null
  webhooks: {
    /** Told one to three times more. */
    duplicated: number
    /** Held back by a part of `longestDelayMs` of world time. */
    delayed: number
    /** Overtaken by a few that come after it. */
    reordered: number
    /** Never told. */
    dropped: number
    /** Up to a day, as Shopify says of itself. */
    longestDelayMs: number
  }
  adminApi: {
    /** Refused for want of points in the bucket (or with 429), nothing done. */
    throttled: number
    /** 5xx before anything was done. */
    failed: number
    /** Done, but answered after `lateMs`. */
    late: number
    /** Not done and never answered. */
    silent: number
    /** Done, and the connection cut before the answer. */
    lost: number
    /** Machine time. */
    lateMs: number
  }
}

/** Settings as they come over the control API: whatever is left out is off. */
export type FaultRequest = {
  seed?: number
  shops?: string[] | null
  webhooks?: Partial<FaultSettings["webhooks"]>
  adminApi?: Partial<FaultSettings["adminApi"]>
}

const DAY_MS = 86_400_000
const MOST = 1000
/** Longer than the app waits for an answer. */
const LATE_MS = 11_000

/** Fills in what was left out. Throws on what is no rate, no seed or no list of shops. */
export function readFaultSettings(request: FaultRequest): FaultSettings {
  const { seed = 0, shops = null } = request
  if (!Number.isSafeInteger(seed)) throw new Error("a seed is a whole number")
  if (shops !== null && !(Array.isArray(shops) && shops.every((shop) => typeof shop === "string")))
    throw new Error("shops is a list of domains, or null for all")
  return {
    seed,
    shops,
    webhooks: whole("webhooks", request.webhooks, {
      duplicated: 0,
      delayed: 0,
      reordered: 0,
      dropped: 0,
      longestDelayMs: DAY_MS,
    }),
    adminApi: whole("adminApi", request.adminApi, {
      throttled: 0,
      failed: 0,
      late: 0,
      silent: 0,
      lost: 0,
      lateMs: LATE_MS,
    }),
  }
}

function whole<Part extends Record<string, number>>(name: string, asked: Partial<Part> | undefined, usual: Part): Part {
  const part = { ...usual, ...asked }
  let rates = 0
  for (const [key, value] of Object.entries(part)) {
    if (!(key in usual)) throw new Error(`no such fault: ${name}.${key}`)
    if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${name}.${key} is a whole number from 0`)
    if (!key.endsWith("Ms")) rates += value
  }
  if (rates > MOST) throw new Error(`the rates of ${name} are thousandths: together at most ${MOST}`)
  return part
}
