import { createSecretKey, type KeyObject, randomBytes } from "node:crypto"
import type { Door } from "../scoped-statement.server.ts"
import { KEY_BYTES, open, seal } from "./envelope.server.ts"
import type { MasterKeys } from "./master-keys.server.ts"

/**
 * A shop's keys, unwrapped. `data` are all versions that still exist (values sealed under an old one stay readable);
 * `newest` seals. The index key is one for all versions, so that a new data key makes no index anew. They are key objects:
 * made of bytes each time, they would cost more than the sealing.
 */
export type Keyring = { newest: number; data: Map<number, KeyObject>; index: KeyObject }

/** `wrapped` null: destroyed; what was sealed under it is gone for good. */
type KeyRow = { version: number; wrapped: Buffer | null; masterId: string }

/** A wrapped pair of keys is bound to the row it stands in. */
const boundTo = (shop: string, version: number) => `shop key\0${shop}\0${version}`

/**
 * Reads a shop's keys, and makes the first pair when it has none (or all were destroyed). Any number of processes may ask
 * at once: one pair wins, all get the same. `door` must not be inside a transaction. Throws in plain words when the
 * master key that wrapped them is not given.
 */
export async function loadKeyring(door: Door, shop: string, masters: MasterKeys): Promise<Keyring> {
  const rows = await readKeys(door, shop)
  if (rows.some((row) => row.wrapped !== null)) return unwrapAll(shop, rows, masters)
  await insertKey(door, shop, (rows.at(-1)?.version ?? 0) + 1, randomBytes(KEY_BYTES), masters)
  return unwrapAll(shop, await readKeys(door, shop), masters)
}

/** Adds a new data key, with which everything is sealed from now on. Returns its version. */
export async function addDataKey(door: Door, shop: string, masters: MasterKeys): Promise<number> {
  const { newest, index } = await loadKeyring(door, shop, masters)
  await insertKey(door, shop, newest + 1, index.export(), masters)
  return newest + 1
}

/** Wraps all keys of a shop anew by the current master key. Returns how many were not wrapped by it before. */
export async function rewrapKeys(door: Door, shop: string, masters: MasterKeys): Promise<number> {
  const old = (await readKeys(door, shop)).filter((row) => row.wrapped && row.masterId !== masters.current.id)
  for (const row of old)
    await door.query(
      `UPDATE "ShopKey" SET "wrapped" = $3, "masterId" = $4 WHERE "shop" = $1 AND "version" = $2 AND "masterId" = $5`,
      [
        shop,
        row.version,
        wrap(shop, row.version, unwrap(shop, row, masters), masters),
        masters.current.id,
        row.masterId,
      ],
    )
  return old.length
}

/** Destroys all keys of a shop, or those older than `before`: nothing sealed under them can be opened again, also not from a copy. */
export async function destroyKeys(door: Door, shop: string, before: number | null = null): Promise<void> {
  await door.query(
    `UPDATE "ShopKey" SET "wrapped" = NULL, "destroyedAt" = clock_timestamp()
     WHERE "shop" = $1 AND "wrapped" IS NOT NULL AND ($2::int IS NULL OR "version" < $2)`,
    [shop, before],
  )
}

async function readKeys(door: Door, shop: string): Promise<KeyRow[]> {
  const { rows } = await door.query<KeyRow>(
    `SELECT "version", "wrapped", "masterId" FROM "ShopKey" WHERE "shop" = $1 ORDER BY "version"`,
    [shop],
  )
  return rows
}

async function insertKey(door: Door, shop: string, version: number, index: Buffer, masters: MasterKeys): Promise<void> {
  const wrapped = wrap(shop, version, Buffer.concat([randomBytes(KEY_BYTES), index]), masters)
  await door.query(
    `INSERT INTO "ShopKey" ("shop", "version", "wrapped", "masterId") VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [shop, version, wrapped, masters.current.id],
  )
}

function wrap(shop: string, version: number, pair: Buffer, masters: MasterKeys): Buffer {
  return seal(masters.current.key, version, boundTo(shop, version), pair)
}

function unwrap(shop: string, row: KeyRow, masters: MasterKeys): Buffer {
  const master = masters.byId.get(row.masterId)
  if (!master)
    throw new Error(
      `The keys of ${shop} are wrapped by another master key (${row.masterId}): set REGULARS_MASTER_KEY, or add it to REGULARS_MASTER_KEYS_OLD`,
    )
  return open(master.key, boundTo(shop, row.version), row.wrapped as Buffer)
}

function unwrapAll(shop: string, rows: KeyRow[], masters: MasterKeys): Keyring {
  const data = new Map<number, KeyObject>()
  let newest = 0
  let index: KeyObject | null = null
  for (const row of rows) {
    if (row.wrapped === null) continue
    const pair = unwrap(shop, row, masters)
    newest = row.version
    data.set(row.version, createSecretKey(pair.subarray(0, KEY_BYTES)))
    index = createSecretKey(pair.subarray(KEY_BYTES))
  }
  if (index === null) throw new Error(`${shop} has no key`)
  return { newest, data, index }
}
