import { inShop, type Tx } from "#app/lib/db.server.ts"
import type { Entry } from "../ledger/entry.ts"
import { post } from "../ledger/ledger.server.ts"
import { findMembers, lockCustomers } from "../orders/order-rows.server.ts"
import { loadVersionAt } from "../programme/version.server.ts"
import { requestSync } from "../sync/request-sync.server.ts"
import { noteIdOf, writeNote } from "./notes.server.ts"

export type Goodwill = {
  customerId: string
  /** How many points, > 0. */
  points: number
  /** Why; kept as a note (notes.server.ts). */
  reason: string
  /** Who did it (Shopify's user id or e-mail), kept with the entry. */
  staff: string
  /** Chosen by the form before it is sent: the same key twice is one change. */
  key: string
  /** World time. */
  at: Date
}

export type GoodwillOutcome =
  | { ok: true; entry: Entry; replayed: boolean }
  | { ok: false; reason: "not_member" | "no_programme" | "conflict" }
  | { ok: false; reason: "over_limit"; maxPoints: number }
  | { ok: false; reason: "insufficient_points"; available: number }

/** Staff give points, up to the limit of the programme in force. They are no earnings: tiers do not see them. */
export function grant(shop: string, goodwill: Goodwill): Promise<GoodwillOutcome> {
  return inShop(shop, (tx) => change(tx, shop, goodwill, "granted"))
}

/** The same inside the caller's transaction. */
export function grantIn(tx: Tx, shop: string, goodwill: Goodwill): Promise<GoodwillOutcome> {
  return change(tx, shop, goodwill, "granted")
}

/** Staff take points, never more than the member has. */
export function deduct(shop: string, goodwill: Goodwill): Promise<GoodwillOutcome> {
  return inShop(shop, (tx) => change(tx, shop, goodwill, "deducted"))
}

async function change(
  tx: Tx,
  shop: string,
  goodwill: Goodwill,
  code: "granted" | "deducted",
): Promise<GoodwillOutcome> {
  const { customerId, points, reason, staff, key, at } = goodwill
  if (!Number.isSafeInteger(points) || points <= 0) throw new Error(`not a number of points: ${points}`)
  const programme = await loadVersionAt(tx, shop, at)
  if (!programme) return { ok: false, reason: "no_programme" }
  const { maxPoints } = programme.rules.goodwill
  if (points > maxPoints) return { ok: false, reason: "over_limit", maxPoints }
  // Not between a merge's reading of what this customer has and its taking it away.
  await lockCustomers(tx, shop, [customerId])
  const members = await findMembers(tx, shop, [customerId])
  if (!members.has(customerId)) return { ok: false, reason: "not_member" }
  const noteId = await noteIdOf(shop, key, reason)
  const [outcome] = await post(tx, shop, [
    {
      customerId,
      code,
      amount: code === "granted" ? points : -points,
      phase: "available",
      mode: code === "granted" ? "record" : "authorise",
      sourceType: "staff",
      sourceId: staff,
      programmeVersion: programme.version,
      basis: { note: noteId, staff },
      key: `staff ${key}`,
      eventAt: at,
    },
  ])
  if (!outcome || (!outcome.ok && outcome.reason === "exceeds_debt")) throw new Error("goodwill forgives no debt")
  if (outcome.ok && !outcome.replayed) {
    await writeNote(tx, shop, { noteId, customerId, words: reason })
    await requestSync(tx, shop, [customerId])
  }
  return outcome
}
