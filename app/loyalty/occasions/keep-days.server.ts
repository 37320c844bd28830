import { acrossShops, inShop, type Tx } from "#app/lib/db.server.ts"
import { loadVersionAt } from "../programme/version.server.ts"
import { daysToKeep } from "./days-kept.ts"
import { giveGifts } from "./give-gifts.server.ts"
import { markMembers } from "./member-marks.server.ts"
import { calendarOf } from "./name-days/calendars.ts"
import { daysDueSql, endDay, type ShopDays, takeDays, writeDays } from "./shop-days.server.ts"
import { drawSurprises } from "./surprises/draw-surprises.server.ts"
import type { KeepersAfter } from "./who-keeps.server.ts"

/** SQL that is true when a shop's day is to be done: `$1` is world time. */
export const OCCASIONS_DUE = `EXISTS (SELECT FROM "ShopOccasions" o JOIN "Shop" s ON s."shop" = o."shop"
  WHERE ${daysDueSql("$1")})`

/** So many members in one transaction, then those of the next shop. */
const BATCH_MEMBERS = 500

/**
 * Does the days of every shop that are due, a portion of each shop in turn. Stopped at any point, the next run goes on; run
 * twice at once, each takes another shop; whatever is done twice gives nothing twice.
 */
export async function keepDays(now: () => Date, signal: AbortSignal): Promise<void> {
  for (let worked = true; worked; ) {
    worked = false
    for (const shop of await findDue(now())) {
      if (signal.aborted) return
      worked = (await inShop(shop, (tx) => goOn(tx, shop, now()))) || worked
    }
  }
}

async function findDue(at: Date): Promise<string[]> {
  const { rows } = await acrossShops().query<{ shop: string }>(
    `SELECT o."shop" FROM "ShopOccasions" o JOIN "Shop" s ON s."shop" = o."shop"
     WHERE ${daysDueSql("$1")}
     ORDER BY o."nextAt", o."shop"`,
    [at],
  )
  return rows.map((row) => row.shop)
}

/** A portion of one shop's day; false: nothing was to be done, or somebody else is at it. */
async function goOn(tx: Tx, shop: string, at: Date): Promise<boolean> {
  const days = await takeDays(tx, shop, at)
  if (!days?.day) return false
  switch (days.step) {
    case "look":
      await look(tx, days, at)
      break
    case "give":
      await give(tx, days)
      break
    default:
      await drawSurprises(tx, shop, days.day, days.timezone, at)
      await endDay(tx, days)
  }
  return true
}

async function look(tx: Tx, days: ShopDays, at: Date): Promise<void> {
  const programme = await loadVersionAt(tx, days.shop, at)
  const calendar = calendarOf(programme?.rules.occasions.nameDay.calendar ?? "bulgarian")
  const last = await markMembers(tx, days.shop, calendar, { after: days.cursor, limit: BATCH_MEMBERS, at })
  await writeDays(tx, last === null ? { ...days, step: "give", cursor: "" } : { ...days, cursor: last })
}

async function give(tx: Tx, days: ShopDays): Promise<void> {
  const after = days.cursor === "" ? null : (JSON.parse(days.cursor) as KeepersAfter)
  const kept = daysToKeep(days.doneDay, days.day as string)
  const options = { days: kept, timezone: days.timezone, after, limit: BATCH_MEMBERS }
  const last = await giveGifts(tx, days.shop, options)
  await writeDays(
    tx,
    last === null ? { ...days, step: "surprise", cursor: "" } : { ...days, cursor: JSON.stringify(last) },
  )
}
