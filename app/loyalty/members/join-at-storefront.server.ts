import { shopDb, type Tx } from "#app/lib/db.server.ts"
import { findOwner } from "#app/records/customers/merges.server.ts"
import { type ShownNameDay, shownNameDay } from "../occasions/shopper-name-day.server.ts"
import type { Birthday } from "./birthday.ts"
import { join } from "./member.server.ts"
import { findDetails, keepDetails, type MemberDetails, recordConsent } from "./member-details.server.ts"

/** What the panel shows of it: day and month, and whether the member may still correct them. */
export type ShownDetails = {
  birthday: Pick<Birthday, "day" | "month"> | null
  correctable: boolean
  /** Only where the programme gives something for it. */
  nameDay?: ShownNameDay
}

type Told = { ok: true; details: ShownDetails } | { ok: false; reason: "birthday_fixed" }

/** Joins a customer who is signed in, at `at` (world time), with the words they agreed to and what they told. */
export async function joinAtStorefront(
  tx: Tx,
  shop: string,
  named: string,
  told: { consent: { words: string; locale: string }; details: MemberDetails },
  at: Date,
): Promise<Told> {
  const { already } = await join(tx, shop, named, "storefront", at)
  const customerId = (await findOwner(tx, shop, named)) ?? named
  if (!already) await recordConsent(tx, shop, customerId, told.consent, at)
  return keepTold(tx, shop, customerId, told.details, at)
}

/** Keeps what a member tells of themselves, at `at` (world time). */
export async function tellDetails(
  tx: Tx,
  shop: string,
  named: string,
  details: MemberDetails,
  at: Date,
): Promise<Told | { ok: false; reason: "not_member" }> {
  const customerId = (await findOwner(tx, shop, named)) ?? named
  const { rowCount } = await tx.query(`SELECT FROM "Member" WHERE "shop" = $1 AND "customerId" = $2`, [
    shop,
    customerId,
  ])
  if (rowCount === 0) return { ok: false, reason: "not_member" }
  return keepTold(tx, shop, customerId, details, at)
}

async function keepTold(tx: Tx, shop: string, customerId: string, details: MemberDetails, at: Date): Promise<Told> {
  const kept = await keepDetails(tx, shop, customerId, details, "member", at)
  return kept.ok ? { ok: true, details: await shownDetails(tx, shop, customerId) } : kept
}

/** What a member sees of what they told. The year stays where it is: nothing on the page needs it. */
export async function findShownDetails(shop: string, customerId: string): Promise<ShownDetails> {
  return shownDetails(shopDb(shop), shop, customerId)
}

async function shownDetails(
  at: Parameters<typeof findDetails>[0],
  shop: string,
  customerId: string,
): Promise<ShownDetails> {
  const known = (await findDetails(at, shop, [customerId])).get(customerId)
  const birthday = known?.birthday ? { day: known.birthday.day, month: known.birthday.month } : null
  const nameDay = await shownNameDay(at, shop, customerId, known)
  return { birthday, correctable: known?.corrected !== true, ...(nameDay && { nameDay }) }
}
