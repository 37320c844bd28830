import { acrossShops, shopDb, type Tx } from "#app/lib/db.server.ts"
import { growingWaitMs } from "#app/lib/growing-wait.ts"
import { plainError } from "#app/lib/plain-error.ts"
import { wake } from "#app/queue/wake.server.ts"
import { changes, type WorkKind, type WorkSource } from "#app/queue/work-source.server.ts"
import { METAFIELD_NAMESPACE, writeMetafields } from "#app/shopify/operations/metafields.server.ts"

/** The outbox of what a shop's storefront reads from the shop itself: JSON metafields in our own namespace, by key. */

export type MetafieldKey = "programme" | "look"

/** What a shop's metafields are to hold now; null: there is nothing to write yet. */
export type MetafieldContents = Record<MetafieldKey, (shop: string) => Promise<object | null>>

type Claimed = { shop: string; key: MetafieldKey; wanted: number; tries: number; gid: string | null }

const LEASE_SECONDS = 120
const WAIT = { firstMs: 5_000, longestMs: 6 * 3_600_000 }

/** When some metafield is due. */
export const METAFIELDS_DUE = `EXISTS (SELECT FROM "ShopMetafield" WHERE "wanted" > "written" AND "nextTryAt" <= clock_timestamp())`

/**
 * Notes, in the transaction that changed it, that a metafield of the shop is out of date. One whose last write failed
 * keeps the wait it earned.
 */
export async function requestMetafields(tx: Tx, shop: string, ...keys: MetafieldKey[]): Promise<void> {
  await tx.query(
    `INSERT INTO "ShopMetafield" AS s ("shop", "key") SELECT $1, unnest($2::text[]) AS key ORDER BY key
     ON CONFLICT ("shop", "key") DO UPDATE SET "wanted" = s."wanted" + 1`,
    [shop, keys],
  )
  await wake(tx, "sync_shop")
}

/**
 * Writes each metafield that is out of date, until none is due. Returns how many were written; what fails waits longer each
 * time and keeps its error.
 */
export async function syncShopMetafields(contents: MetafieldContents, limit = 100): Promise<number> {
  let written = 0
  for (let tried = 0; tried < limit; tried += 1) {
    const claimed = await claim()
    if (!claimed) break
    try {
      await write(claimed, await contents[claimed.key](claimed.shop))
      written += 1
    } catch (error) {
      await putOff(claimed, error)
    }
  }
  return written
}

async function claim(): Promise<Claimed | null> {
  const { rows } = await acrossShops().query<Claimed>(
    `WITH due AS (
       SELECT s."shop", s."key", p."gid" FROM "ShopMetafield" s
       JOIN "Shop" p ON p."shop" = s."shop" AND p."uninstalledAt" IS NULL
       WHERE s."wanted" > s."written" AND s."nextTryAt" <= now()
       ORDER BY s."nextTryAt" LIMIT 1 FOR UPDATE OF s SKIP LOCKED
     )
     UPDATE "ShopMetafield" s SET "nextTryAt" = now() + make_interval(secs => $1), "tries" = s."tries" + 1
     FROM due WHERE s."shop" = due."shop" AND s."key" = due."key"
     RETURNING s."shop", s."key", s."wanted", s."tries", due."gid"`,
    [LEASE_SECONDS],
  )
  return rows[0] ?? null
}

async function write({ shop, key, wanted, gid }: Claimed, content: object | null): Promise<void> {
  if (content) {
    if (gid === null) throw new Error("the shop's id is not known yet")
    const value = JSON.stringify(content)
    const outcome = await writeMetafields(shop, [
      { ownerId: gid, namespace: METAFIELD_NAMESPACE, key, type: "json", value },
    ])
    if (!outcome.ok) throw new Error(`Shopify refused: ${outcome.faults.map((fault) => fault.message).join("; ")}`)
  }
  await shopDb(shop).query(
    `UPDATE "ShopMetafield" SET "written" = greatest("written", $3), "tries" = 0, "error" = NULL, "failedSince" = NULL,
       "nextTryAt" = date_trunc('milliseconds', now())
     WHERE "shop" = $1 AND "key" = $2`,
    [shop, key, wanted],
  )
}

async function putOff({ shop, key, tries }: Claimed, error: unknown): Promise<void> {
  await shopDb(shop).query(
    `UPDATE "ShopMetafield" SET "error" = $3, "failedSince" = coalesce("failedSince", now()),
       "nextTryAt" = now() + make_interval(secs => $4) WHERE "shop" = $1 AND "key" = $2`,
    [shop, key, plainError(error), growingWaitMs(WAIT, tries, error) / 1000],
  )
}

/** What Shopify has not taken: a kind of failed work for each metafield. The storefront shows the former state meanwhile. */
export const failedMetafields = (kind: WorkKind, metafield: MetafieldKey): WorkSource => {
  const change = (tx: Tx, shop: string, set: string, where = "") =>
    changes(tx, `UPDATE "ShopMetafield" SET ${set} WHERE "shop" = $1 AND "key" = $2 ${where}`, [shop, metafield])
  const FAILING = `AND "failedSince" IS NOT NULL`
  return {
    kind,
    keyType: "text",
    rows: `SELECT "shop", "shop" AS "key", NULL AS "what", NULL AS "about", "failedSince" AS "since", "tries", "nextTryAt",
      "error", NULL AS "trace" FROM "ShopMetafield" WHERE "key" = '${metafield}' AND "failedSince" IS NOT NULL`,
    retry: async (tx, shop) => {
      await wake(tx, "sync_shop")
      return change(tx, shop, `"nextTryAt" = now()`, FAILING)
    },
    discard: (tx, shop) =>
      change(tx, shop, `"written" = "wanted", "tries" = 0, "error" = NULL, "failedSince" = NULL`, FAILING),
    bringBack: async (tx, shop) => {
      await wake(tx, "sync_shop")
      return change(tx, shop, `"wanted" = "wanted" + 1, "nextTryAt" = now()`)
    },
  }
}
