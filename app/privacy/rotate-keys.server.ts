import { acrossShops } from "#app/lib/db.server.ts"
import { addShopKey, masterKeyId, rewrapShopKeys } from "#app/lib/vault/vault.server.ts"

/** How things stand with the keys of all shops. */
export type KeyStates = {
  /** Shops that have keys. */
  shops: number
  /** Keys wrapped by the current master key, and by another. */
  current: number
  other: number
  /** Shops whose data is being sealed anew. */
  resealing: number
}

export async function readKeyStates(): Promise<KeyStates> {
  const { rows } = await acrossShops().query<KeyStates>(
    `SELECT count(DISTINCT "shop") AS shops, count(*) FILTER (WHERE "masterId" = $1) AS current,
       count(*) FILTER (WHERE "masterId" <> $1) AS other, count(*) - count(DISTINCT "shop") AS resealing
     FROM "ShopKey" WHERE "wrapped" IS NOT NULL`,
    [masterKeyId()],
  )
  return rows[0] as KeyStates
}

/**
 * Wraps the keys of every shop by REGULARS_MASTER_KEY; those of REGULARS_MASTER_KEYS_OLD can be thrown away afterwards.
 * Begun again after a stop, it goes on. Returns how many keys were wrapped anew.
 */
export async function rotateMasterKey(): Promise<number> {
  let rewrapped = 0
  for (const shop of await listShops()) rewrapped += await rewrapShopKeys(shop)
  return rewrapped
}

/** Gives every shop a new data key; the job reseal_data then seals everything anew and destroys the old ones. */
export async function rotateDataKeys(): Promise<number> {
  const shops = await listShops()
  for (const shop of shops) await addShopKey(shop)
  return shops.length
}

async function listShops(): Promise<string[]> {
  const { rows } = await acrossShops().query<{ shop: string }>(
    `SELECT DISTINCT "shop" FROM "ShopKey" WHERE "wrapped" IS NOT NULL ORDER BY "shop"`,
  )
  return rows.map((row) => row.shop)
}
