import pg from "pg"
import type { CustomerRecord } from "./customer.ts"
import type { DiscountRecord, GiftCardRecord, StoreCreditRecord } from "./discount.ts"
import type { OrderRecord } from "./order.ts"
import type { ProductRecord } from "./product.ts"
import type { MetafieldRecord, ShopRecord } from "./shop.ts"
import { fromWire, toWire } from "./wire.ts"
import { type DocumentKind, emptyShop, type ShopWorld, type World } from "./world.ts"

const WRITE_EVERY_MS = 100

export type WorldStore = {
  /** Writes what changed; called by itself every 100 ms. */
  flush(): Promise<void>
  /** Writes the rest and closes. */
  close(): Promise<void>
}

/** Keeps the world in PostgreSQL: loads it now, then writes changed documents behind, in batches. */
export async function openStore(world: World, databaseUrl: string): Promise<WorldStore> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 })
  pool.on("error", () => {
    // A broken idle connection: the next write opens another.
  })
  await pool.query(
    `CREATE TABLE IF NOT EXISTS simulator_document (
       kind text NOT NULL, shop text NOT NULL, id text NOT NULL, doc text NOT NULL, PRIMARY KEY (kind, shop, id))`,
  )
  await load(world, pool)
  let writing: Promise<void> = Promise.resolve()
  const flush = () => {
    writing = writing.then(() => write(world, pool))
    return writing
  }
  const timer = setInterval(() => {
    if (world.changed.size > 0) flush().catch((error) => console.error("simulator store:", error.message))
  }, WRITE_EVERY_MS)
  return {
    flush,
    async close() {
      clearInterval(timer)
      await writing.catch(() => {})
      await write(world, pool)
      await pool.end()
    },
  }
}

type Row = { kind: DocumentKind; shop: string; id: string; doc: string }

async function load(world: World, pool: pg.Pool): Promise<void> {
  const shops = await pool.query<Row>(`SELECT kind, shop, id, doc FROM simulator_document WHERE kind = 'shop'`)
  for (const row of shops.rows) {
    const { lastId, ...shop } = fromWire(row.doc) as ShopRecord & { lastId: number }
    world.lastId = Math.max(world.lastId, lastId)
    world.shops.set(row.shop, emptyShop(shop as ShopRecord))
  }
  const rest = await pool.query<Row>(
    `SELECT kind, shop, id, doc FROM simulator_document WHERE kind <> 'shop' ORDER BY length(id), id`,
  )
  for (const row of rest.rows) {
    const place = world.shops.get(row.shop)
    if (place) settleIn(place, row)
  }
}

function settleIn(place: ShopWorld, row: Row): void {
  const doc = fromWire(row.doc)
  if (row.kind === "customer") place.customers.set(row.id, doc as CustomerRecord)
  if (row.kind === "product") place.products.set(row.id, doc as ProductRecord)
  if (row.kind === "order") {
    place.orders.set(row.id, doc as OrderRecord)
    place.orderParts.changed.add(row.id)
  }
  if (row.kind === "discount") place.discounts.set(row.id, doc as DiscountRecord)
  if (row.kind === "gift_card") place.giftCards.set(row.id, doc as GiftCardRecord)
  if (row.kind === "store_credit") place.storeCredits.set(row.id, doc as StoreCreditRecord)
  if (row.kind === "metafields") {
    const fields = doc as MetafieldRecord[]
    place.metafields.set(row.id, new Map(fields.map((field) => [`${field.namespace}.${field.key}`, field])))
  }
}

async function write(world: World, pool: pg.Pool): Promise<void> {
  const changed = withShops(world)
  world.changed.clear()
  const upserts: Row[] = []
  const deletes: Omit<Row, "doc">[] = []
  for (const name of changed) {
    const [kind, shop, id] = name.split(" ") as [DocumentKind, string, string]
    const doc = read(world, kind, shop, id)
    if (doc === null) deletes.push({ kind, shop, id })
    else upserts.push({ kind, shop, id, doc })
  }
  try {
    await upsert(pool, upserts)
    await remove(pool, deletes)
  } catch (error) {
    for (const name of changed) world.changed.add(name)
    throw error
  }
}

/** What changed, and the shops it changed in: they hold the last id given out. */
function withShops(world: World): string[] {
  const names = new Set(world.changed)
  for (const name of world.changed) {
    const shop = name.split(" ")[1] as string
    const place = world.shops.get(shop)
    if (place) names.add(`shop ${shop} ${place.shop.id}`)
  }
  return [...names]
}

function read(world: World, kind: DocumentKind, shop: string, id: string): string | null {
  const place = world.shops.get(shop)
  if (!place) return null
  if (kind === "shop") return toWire({ ...place.shop, lastId: world.lastId })
  if (kind === "metafields") {
    const fields = place.metafields.get(id)
    return fields && fields.size > 0 ? toWire([...fields.values()]) : null
  }
  const map = {
    customer: place.customers,
    product: place.products,
    order: place.orders,
    discount: place.discounts,
    gift_card: place.giftCards,
    store_credit: place.storeCredits,
  }[kind]
  const doc = map.get(id)
  return doc ? toWire(doc) : null
}

async function upsert(pool: pg.Pool, rows: Row[]): Promise<void> {
  if (rows.length === 0) return
  await pool.query(
    `INSERT INTO simulator_document (kind, shop, id, doc)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
     ON CONFLICT (kind, shop, id) DO UPDATE SET doc = excluded.doc`,
    [rows.map((r) => r.kind), rows.map((r) => r.shop), rows.map((r) => r.id), rows.map((r) => r.doc)],
  )
}

async function remove(pool: pg.Pool, rows: Omit<Row, "doc">[]): Promise<void> {
  if (rows.length === 0) return
  await pool.query(
    `DELETE FROM simulator_document WHERE (kind, shop, id) IN
       (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]))`,
    [rows.map((r) => r.kind), rows.map((r) => r.shop), rows.map((r) => r.id)],
  )
}
