import { createHmac } from "node:crypto"
import pg from "pg"
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible"
import { env } from "./env.server.ts"
import { AppError } from "./errors.ts"
import { log } from "./log.server.ts"
import { RATE_RULES, type RateDoor } from "./rate-rules.ts"
import { surviveLoss } from "./survive-loss.server.ts"
import { createWindowCounts, type WindowCounts } from "./window-counts.ts"

/**
 * How often one visitor may use a door (RATE_RULES), shared between processes through the table "RateLimit". A visitor's
 * first requests are counted here alone; only who comes more often is counted in PostgreSQL. While that is slow or away,
 * each process counts for itself. Keys are stored as keyed hashes: the table names nobody.
 */
export type RateVerdict = { ok: true } | { ok: false; retryAfterSeconds: number }

type Rates = {
  pool: pg.Pool
  limiters: Record<RateDoor, RateLimiterPostgres>
  counts: WindowCounts
  /** Key → when it is welcome again (by performance.now). */
  resting: Map<string, number>
  secret: string
}

const MOST_KEYS = 50_000
const MOST_RESTING = 10_000
/** A question to the database may cost a page no more than this. */
const PATIENCE_MS = 250
const AWAY_MS = 5_000

// On globalThis for the same reason as the database handle: server and built pages are two copies of this module.
const holder = globalThis as typeof globalThis & { regularsRates?: Rates }

/** Counts one request; says whether it is welcome, and if not, when the visitor may come again. Never throws. */
export async function spendRate(door: RateDoor, key: string): Promise<RateVerdict> {
  const { databaseUrl, rateLimits, shopifyApiSecret } = env()
  if (!rateLimits) return { ok: true }
  holder.regularsRates ??= open(databaseUrl, shopifyApiSecret)
  const rates = holder.regularsRates
  const name = `${door} ${key}`
  const rests = restOf(rates, name)
  if (rests > 0) return { ok: false, retryAfterSeconds: rests }
  const { free, perSeconds } = RATE_RULES[door]
  const count = rates.counts.add(name, perSeconds * 1000)
  if (count <= free) return { ok: true }
  const hashed = createHmac("sha256", rates.secret).update(name).digest("base64url").slice(0, 27)
  try {
    await rates.limiters[door].consume(hashed, count === free + 1 ? count : 1)
    return { ok: true }
  } catch (refusal) {
    const waitMs = refusal instanceof RateLimiterRes ? refusal.msBeforeNext : 1000
    if (refusal instanceof RateLimiterRes) rest(rates, name, waitMs)
    return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) }
  }
}

/** Seconds until a visitor who had too many is welcome at this door again; 0: now. Asks nobody. */
export function restingSeconds(door: RateDoor, key: string): number {
  return holder.regularsRates ? restOf(holder.regularsRates, `${door} ${key}`) : 0
}

/** Throws AppError too_often when the visitor comes too often. */
export async function requireRate(door: RateDoor, key: string): Promise<void> {
  const verdict = await spendRate(door, key)
  if (verdict.ok) return
  throw new AppError("too_often", "too many requests; please wait", verdict.retryAfterSeconds)
}

/** For the end of a process or a test. */
export async function closeRateLimits(): Promise<void> {
  const rates = holder.regularsRates
  holder.regularsRates = undefined
  await rates?.pool.end()
}

function restOf({ resting }: Rates, name: string): number {
  const until = resting.get(name)
  if (until === undefined) return 0
  const seconds = Math.ceil((until - performance.now()) / 1000)
  if (seconds <= 0) resting.delete(name)
  return Math.max(0, seconds)
}

function rest({ resting }: Rates, name: string, forMs: number): void {
  const atMs = performance.now()
  if (resting.size >= MOST_RESTING) for (const [other, until] of resting) if (until <= atMs) resting.delete(other)
  if (resting.size >= MOST_RESTING) resting.clear() // they are counted in the database all the same
  resting.set(name, atMs + forMs)
}

/** Two connections of its own: a flood never takes those of the pages, and busy pages never make it wait. */
function open(databaseUrl: string, secret: string): Rates {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 2,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    allowExitOnIdle: true,
  })
  surviveLoss(pool)
  const storeClient = patient(pool)
  const limiters = Object.fromEntries(
    Object.entries(RATE_RULES).map(([door, { points, perSeconds }], index) => [
      door,
      new RateLimiterPostgres({
        storeClient,
        storeType: "pool",
        tableName: "RateLimit",
        tableCreated: true, // by a migration
        clearExpiredByTimeout: index === 0, // one sweeps for all
        keyPrefix: "",
        points,
        duration: perSeconds,
        insuranceLimiter: new RateLimiterMemory({ keyPrefix: door, points, duration: perSeconds }),
      }),
    ]),
  ) as Record<RateDoor, RateLimiterPostgres>
  const counts = createWindowCounts(MOST_KEYS, () => performance.now())
  return { pool, limiters, counts, resting: new Map(), secret }
}

/** After a failure the database is left alone for a while, so that its trouble costs one visitor some time, not all. */
function patient(pool: pg.Pool): { query: (query: pg.QueryConfig) => Promise<pg.QueryResult> } {
  let awayUntil = 0
  return {
    query: async (query) => {
      if (performance.now() < awayUntil) throw new Error("the database is being left alone")
      try {
        return await pool.query(query)
      } catch (error) {
        if (performance.now() >= awayUntil) log.warn({ error: String(error) }, "rate limits are counted per process")
        awayUntil = performance.now() + AWAY_MS
        throw error
      }
    },
  }
}
