import { acrossShops, inShop } from "#app/lib/db.server.ts"
import { resealPortion } from "#app/lib/vault/reseal.server.ts"
import type { SealedColumn } from "#app/lib/vault/sealed-column.ts"
import { destroyOlderKeys, newestKeyVersion } from "#app/lib/vault/vault.server.ts"
import { bulkPlace } from "#app/loyalty/members/bulk/bulk-rows.server.ts"
import { detailsPlace } from "#app/loyalty/members/member-details.server.ts"
import { notePlace } from "#app/loyalty/members/notes.server.ts"
import { eventPlace } from "#app/queue/stored-event.ts"
import { personPlace } from "#app/records/customers/persons.server.ts"
import { openToken, sealToken } from "#app/shopify/sealed-token.server.ts"
import { filePlace } from "./request-rows.server.ts"

/** Every column that holds sealed values, but for tokens, which stand in text. */
const SEALED_COLUMNS: SealedColumn[] = [
  { table: "Customer", keys: ["customerId"], column: "sealed", place: (row) => personPlace(row.customerId as string) },
  {
    table: "MemberDetails",
    keys: ["detailsId"],
    column: "sealed",
    place: (row) => detailsPlace(row.detailsId as string),
  },
  { table: "BulkTask", keys: ["taskId"], column: "sealed", place: (row) => bulkPlace(row.taskId as string) },
  { table: "Note", keys: ["noteId"], column: "sealed", place: (row) => notePlace(row.noteId as string) },
  { table: "PrivacyRequest", keys: ["requestId"], column: "file", place: (row) => filePlace(row.requestId as string) },
  {
    table: "WebhookEvent",
    keys: ["topic", "dedupKey"],
    column: "body",
    when: `"sealed"`,
    place: (row) => eventPlace(row.topic as string, row.dedupKey as string),
  },
]

/**
 * How old a new key must be before the ones before it are destroyed: much older than any process goes on sealing with keys
 * it has not looked up again (app/lib/vault/vault.server.ts).
 */
const SETTLED = "interval '10 minutes'"

/** SQL that is true while a shop has more than one data key, except in the first minutes after the newest was made. */
export const RESEAL_DUE = `EXISTS (SELECT FROM "ShopKey" k WHERE k."wrapped" IS NOT NULL GROUP BY k."shop"
  HAVING count(*) > 1 AND max(k."createdAt") < clock_timestamp() - ${SETTLED})`

/**
 * Goes on with what a new data key asks for: seals everything of a shop anew that is sealed under an older key, and when
 * nothing is left destroys the older keys. Stopped at any point, the next run goes on. Returns how many values were sealed.
 */
export async function resealData(signal: AbortSignal): Promise<number> {
  const { rows } = await acrossShops().query<{ shop: string }>(
    `SELECT "shop" FROM "ShopKey" WHERE "wrapped" IS NOT NULL GROUP BY "shop"
     HAVING count(*) > 1 AND max("createdAt") < clock_timestamp() - ${SETTLED} ORDER BY "shop"`,
  )
  let sealed = 0
  for (const { shop } of rows) {
    const outcome = await resealShop(shop, signal)
    sealed += outcome.sealed
    if (signal.aborted) break
    if (outcome.left === 0) await destroyOlderKeys(shop)
  }
  return sealed
}

/** Seals everything of one shop anew; `left`: values that did not open, or that somebody was changing. */
async function resealShop(shop: string, signal: AbortSignal): Promise<{ sealed: number; left: number }> {
  const newest = await newestKeyVersion(shop)
  await resealTokens(shop)
  let sealed = 0
  let left = 0
  for (const column of SEALED_COLUMNS) {
    for (;;) {
      if (signal.aborted) return { sealed, left: left + 1 }
      const portion = await resealPortion(shop, column, newest)
      sealed += portion.sealed
      if (portion.sealed > 0) continue
      left += portion.seen
      break
    }
  }
  return { sealed, left }
}

/** A shop has one or two sessions: they are simply sealed again. */
async function resealTokens(shop: string): Promise<void> {
  await inShop(shop, async (tx) => {
    const { rows } = await tx.query<{ id: string; accessToken: string; refreshToken: string | null }>(
      `SELECT "id", "accessToken", "refreshToken" FROM "Session" WHERE "shop" = $1 AND "accessToken" <> '' FOR UPDATE`,
      [shop],
    )
    for (const { id, accessToken, refreshToken } of rows) {
      const access = await openToken(shop, accessToken)
      const refresh = refreshToken && (await openToken(shop, refreshToken))
      if (access === null) continue
      await tx.query(`UPDATE "Session" SET "accessToken" = $3, "refreshToken" = $4 WHERE "shop" = $1 AND "id" = $2`, [
        shop,
        id,
        await sealToken(shop, access),
        refresh && (await sealToken(shop, refresh)),
      ])
    }
  })
}
