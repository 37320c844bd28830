import { type DatedLot, inDrawingOrder, type OpenLot, type Outlook } from "../ledger/posting.ts"
import { addShopDays } from "./expires-at.ts"
import { afterRests, type Rest } from "./spending-rest.ts"

/** How long before points expire a member is warned, in days of the shop. */
export const WARNINGS = [30, 7, 1] as const
export type WarningDays = (typeof WARNINGS)[number]

/** Points that expire at one midnight. */
export type Expiring = { expiresAt: Date; points: number }
/** What a member reads: so many points can be used up to and including a day of the shop ("2026-11-30"). */
export type ExpiringSoon = { points: number; lastDay: string }

export type Warning = Expiring & { daysBefore: WarningDays }

export type ExpiryPlan = {
  /** Lots that have expired, as they are drawn. */
  expired: DatedLot[]
  /** What a member should have been told by now; of one midnight only the nearest warning. */
  warnings: Warning[]
  /** When to look again, if nothing moves before; null: nothing will happen. */
  lookAt: Date | null
}

type View = { outlook: Outlook; rests: Rest[]; zone: string; at: Date }

/** What becomes of an account's lots at `at`: pure, so that the job and the pages agree. */
export function planExpiry(lots: OpenLot[], view: View): ExpiryPlan {
  const dated = dateLots(lots, view)
  const alive = expiringOf(dated).filter(({ expiresAt }) => expiresAt > view.at)
  return {
    expired: dated.filter(({ expires }) => expires !== null && expires <= view.at),
    warnings: alive.flatMap((one) => warningOf(one, view)),
    lookAt: nextLook(alive, view),
  }
}

/** Lots with the moments at which they really expire, in drawing order. */
export function dateLots(lots: OpenLot[], { outlook, rests, zone }: Pick<View, "outlook" | "rests" | "zone">) {
  return inDrawingOrder(lots, outlook).map(
    ({ lot, expires }): DatedLot => ({
      lot,
      expires: expires && afterRests(expires, rests, zone),
    }),
  )
}

/** What expires when, the soonest first. */
export function expiringOf(dated: DatedLot[]): Expiring[] {
  const points = new Map<number, number>()
  for (const { lot, expires } of dated)
    if (expires) points.set(expires.getTime(), (points.get(expires.getTime()) ?? 0) + lot.left)
  return [...points].sort(([a], [b]) => a - b).map(([ms, sum]) => ({ expiresAt: new Date(ms), points: sum }))
}

function warningOf({ expiresAt, points }: Expiring, { at, zone }: View): Warning[] {
  const due = WARNINGS.filter((days) => addShopDays(expiresAt, -days, zone) <= at)
  const daysBefore = due.at(-1)
  return daysBefore === undefined ? [] : [{ expiresAt, points, daysBefore }]
}

function nextLook(alive: Expiring[], { at, zone }: View): Date | null {
  const moments = alive.flatMap(({ expiresAt }) => [
    expiresAt,
    ...WARNINGS.map((days) => addShopDays(expiresAt, -days, zone)).filter((moment) => moment > at),
  ])
  return moments.reduce<Date | null>((first, moment) => (first && first < moment ? first : moment), null)
}
