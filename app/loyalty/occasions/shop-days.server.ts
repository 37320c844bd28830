import type { Tx } from "#app/lib/db.server.ts"
import { dayIn, endOfDayIn } from "#app/lib/zone-days.ts"
import { wake } from "#app/queue/wake.server.ts"
import { getShopFacts } from "../orders/shop-facts.server.ts"

/** What of a day is done first: who keeps which days is looked up, then gifts are given, then surprises are drawn. */
export type DayStep = "look" | "give" | "surprise"

/** How far a shop's days are done. `day` is the one being done; null: none. */
export type ShopDays = {
  shop: string
  doneDay: string | null
  timezone: string
  day: string | null
  step: DayStep | null
  cursor: string
}

/**
 * SQL that is true of days `o` of a shop `s` that are to be done at `at`, an expression: the next day has begun, one is under
 * way, or the shop has moved to another zone, and its midnight with it.
 */
export const daysDueSql = (at: string): string =>
  `(s."uninstalledAt" IS NULL AND (o."nextAt" <= ${at} OR o."day" IS NOT NULL OR o."timezone" <> s."timezone"))`

/** With its first programme a shop's days begin: at `at` (world time) for the first time. */
export async function beginDays(tx: Tx, shop: string, at: Date): Promise<void> {
  const { timezone } = await getShopFacts(tx, shop)
  const { rowCount } = await tx.query(
    `INSERT INTO "ShopOccasions" ("shop", "nextAt", "timezone") VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
    [shop, at, timezone],
  )
  if (rowCount) await wake(tx, "occasions")
}

/**
 * The days of a shop, locked, with the day to be done now and its step; null: nothing is to be done, or somebody else is at
 * it. One that was begun in another zone is begun again.
 */
export async function takeDays(tx: Tx, shop: string, at: Date): Promise<ShopDays | null> {
  const { rows } = await tx.query<ShopDays & { zone: string }>(
    `SELECT o."shop", o."doneDay", o."timezone", o."day", o."step", o."cursor", s."timezone" AS zone
     FROM "ShopOccasions" o JOIN "Shop" s ON s."shop" = o."shop"
     WHERE o."shop" = $1 AND ${daysDueSql("$2")}
     FOR NO KEY UPDATE OF o SKIP LOCKED`,
    [shop, at],
  )
  const row = rows[0]
  if (!row) return null
  const { zone, ...days } = row
  if (days.day !== null && days.timezone === zone) return days
  const begun: ShopDays = { ...days, timezone: zone, day: dayIn(at, zone), step: "look", cursor: "" }
  await writeDays(tx, begun)
  return begun
}

/** Keeps how far the day is. */
export async function writeDays(tx: Tx, { shop, timezone, day, step, cursor }: ShopDays): Promise<void> {
  await tx.query(
    `UPDATE "ShopOccasions" SET "timezone" = $2, "day" = $3, "step" = $4, "cursor" = $5 WHERE "shop" = $1`,
    [shop, timezone, day, step, cursor],
  )
}

/** The day is done; the next begins at the shop's midnight. */
export async function endDay(tx: Tx, { shop, day, doneDay, timezone }: ShopDays): Promise<void> {
  if (day === null) return
  await tx.query(
    `UPDATE "ShopOccasions" SET "doneDay" = $2, "nextAt" = $3, "day" = NULL, "step" = NULL, "cursor" = ''
     WHERE "shop" = $1`,
    [shop, doneDay !== null && doneDay > day ? doneDay : day, endOfDayIn(day, timezone)],
  )
}
