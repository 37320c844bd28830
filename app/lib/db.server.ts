import { PrismaPg } from "@prisma/adapter-pg"
import { PrismaClient } from "@prisma/client"
import pg from "pg"
import { beginAgain } from "./begin-again.server.ts"
import { type Door, EVERY_SHOP, SCOPE_SETTING, scopedDoor, togetherDoor } from "./scoped-statement.server.ts"
import { surviveLoss } from "./survive-loss.server.ts"
import { tallied } from "./tally.server.ts"

/**
 * The doors to the database. PostgreSQL itself shows a connection only the shop that was named to it, and none when none
 * was (row-level security, docs/decisions/012-tenancy-in-the-database.md): `shopDb` and `inShop` name one,
 * `acrossShops` and `inTransactionAcrossShops` name all and are for the few files that tests/tidy.test.ts lists.
 * COPY into a table with such a policy is refused by PostgreSQL: copy into a temporary table, then INSERT from it.
 *
 * The handle hangs on globalThis because the server file and the built pages are two copies of this module in one process.
 */
export type Tx = pg.PoolClient

export type { Door } from "./scoped-statement.server.ts"

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
  surviveLoss(pool)
  const options = `-c ${SCOPE_SETTING}=${EVERY_SHOP}`
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: 5, options }) })
  return { pool, prisma }
}

function handle(): Handle {
  holder.regularsDb ??= open()
  return holder.regularsDb
}

/** For Shopify's session library, which finds a session before it knows whose it is. Nothing else uses it. */
export function prisma(): PrismaClient {
  return handle().prisma
}

/** The door to one shop's rows, for single statements; each is a transaction of its own in one round trip. */
export function shopDb(shop: string): Door {
  return scopedDoor(handle().pool, oneShop(shop))
}

/**
 * Like `shopDb`, for pages that need several things: what is asked in one turn (the members of one Promise.all) travels
 * in one trip, over one connection, and sees one state of the rows. When one statement fails, all of its trip do.
 */
export function shopDbTogether(shop: string): Door {
  return togetherDoor(handle().pool, oneShop(shop))
}

/** The door to every shop's rows: for the queue, the operator and nobody else. */
export function acrossShops(): Door {
  return scopedDoor(handle().pool, EVERY_SHOP)
}

/**
 * Runs `work` in one transaction that sees one shop's rows: commits when it returns, rolls back when it throws. When
 * PostgreSQL undid it for the sake of another transaction, it is begun again (begin-again.server.ts): so `work` changes
 * nothing but rows, and those through `tx` alone.
 */
export function inShop<T>(shop: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const scope = oneShop(shop)
  return beginAgain(() => inScope(scope, work))
}

/** Like `inShop`, for work that reaches beyond its transaction (Shopify, other connections): it is never begun again. */
export function inShopOnce<T>(shop: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inScope(oneShop(shop), work)
}

/** Like `inShop`, but sees every shop's rows. */
export function inTransactionAcrossShops<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return beginAgain(() => inScope(EVERY_SHOP, work))
}

/** What the work counts, it counts when it is committed. */
async function inScope<T>(scope: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { result } = await tallied(() => transact(scope, work))
  return result
}

async function transact<T>(scope: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const tx = await handle().pool.connect()
  let broken: Error | undefined
  try {
    await tx.query(`BEGIN; SET LOCAL ${SCOPE_SETTING} = ${pg.escapeLiteral(scope)}`)
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

/** A shop's name comes from outside: it must never be the word for all. */
function oneShop(shop: string): string {
  if (shop === EVERY_SHOP) throw new Error("not a shop")
  return shop
}

/** Closes everything; for the end of a process or a test file. */
export async function closeDb(): Promise<void> {
  const open = holder.regularsDb
  if (!open) return
  holder.regularsDb = undefined
  await Promise.all([open.prisma.$disconnect(), open.pool.end()])
}
