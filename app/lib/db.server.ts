import { PrismaPg } from "@prisma/adapter-pg"
import { PrismaClient } from "@prisma/client"
import pg from "pg"

/**
 * The one database handle. Facts, the ledger and the queue are written by SQL in explicit transactions (`inTransaction`);
 * pages read through Prisma (docs/decisions/002-two-doors-to-the-database.md).
 * It hangs on globalThis because the server file and the built pages are two copies of this module in one process.
 */
export type Tx = pg.PoolClient

type Handle = { pool: pg.Pool; prisma: PrismaClient }
const holder = globalThis as typeof globalThis & { regularsDb?: Handle }

// bigint columns are points, minor units or counters: all safe integers, refused otherwise.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`bigint out of range: ${text}`)
  return value
})

function open(): Handle {
  const url = process.env.DATABASE_URL
  if (!url) throw new Error("DATABASE_URL is not set: point it at a PostgreSQL 15+ database (README: real store)")
  const pool = new pg.Pool({ connectionString: url, max: Number(process.env.DATABASE_POOL_SIZE ?? 10) })
  pool.on("error", () => {
    // An idle connection broke (server restart): the pool drops it, the next query opens another.
  })
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: 5 }) })
  return { pool, prisma }
}

function handle(): Handle {
  holder.regularsDb ??= open()
  return holder.regularsDb
}

/** The pool, for single statements. */
export function db(): pg.Pool {
  return handle().pool
}

/** Typed reads for pages. */
export function prisma(): PrismaClient {
  return handle().prisma
}

/** Runs `work` in one transaction: commits when it returns, rolls back when it throws. */
export async function inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const tx = await db().connect()
  let broken: Error | undefined
  try {
    await tx.query("BEGIN")
    const result = await work(tx)
    await tx.query("COMMIT")
    return result
  } catch (error) {
    await tx.query("ROLLBACK").catch((rollbackError: Error) => {
      broken = rollbackError
    })
    throw error
  } finally {
    tx.release(broken)
  }
}

/** What single statements are asked of; every answer is one statement's. */
export type Door = Pick<pg.Pool, "query">

/** The door to one shop's rows, for single statements. */
export function shopDb(_shop: string): Door {
  return db()
}

/** Runs `work` in one transaction that sees one shop's rows: commits when it returns, rolls back when it throws. */
export function inShop<T>(_shop: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(work)
}

/** The door to every shop's rows: for the queue, the operator and nobody else. */
export function acrossShops(): Door {
  return db()
}

/** Closes everything; for the end of a process or a test file. */
export async function closeDb(): Promise<void> {
  const open = holder.regularsDb
  if (!open) return
  holder.regularsDb = undefined
  await Promise.all([open.prisma.$disconnect(), open.pool.end()])
}
