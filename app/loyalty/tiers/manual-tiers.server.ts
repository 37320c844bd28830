import { inShop, shopDb, type Tx } from "#app/lib/db.server.ts"
import { findOwner } from "#app/records/customers/merges.server.ts"
import { noteIdOf, readNotes, writeNote } from "../members/notes.server.ts"
import { findMembers, lockCustomers } from "../orders/order-rows.server.ts"
import { loadNewestVersion } from "../programme/version.server.ts"
import { requestSync } from "../sync/request-sync.server.ts"
import { reviewTiers } from "./review-tiers.server.ts"

/** A tier that staff give until a day, whatever is bought meanwhile. */
export type ManualGrant = {
  customerId: string
  tierId: string
  /** Exactly this one; else at least. */
  exact: boolean
  /** World time; the first moment at which it is over. */
  untilAt: Date
  /** Why; kept as a note (members/notes.server.ts). */
  reason: string
  staff: string
  /** Chosen by the form before it is sent: the same key twice is one grant. */
  key: string
  /** World time. */
  at: Date
}

export type ManualOutcome =
  | { ok: true }
  | { ok: false; reason: "not_member" | "tier_unknown" | "ends_before" | "not_found" }

const BY_STAFF = { up: "staff", down: "staff" } as const

/** Gives a tier; one given before is over with it. */
export function giveTier(shop: string, grant: ManualGrant): Promise<ManualOutcome> {
  return inShop(shop, async (tx): Promise<ManualOutcome> => {
    const { tierId, exact, untilAt, staff, at } = grant
    if (untilAt <= at) return { ok: false, reason: "ends_before" }
    const customerId = await lockOwner(tx, shop, grant.customerId)
    if (!(await findMembers(tx, shop, [customerId])).has(customerId)) return { ok: false, reason: "not_member" }
    const programme = await loadNewestVersion(tx, shop)
    if (!programme?.rules.tiers.levels.some((level) => level.id === tierId))
      return { ok: false, reason: "tier_unknown" }
    const noteId = await noteIdOf(shop, grant.key, grant.reason)
    if (await isGiven(tx, shop, grant.key)) return { ok: true }
    await endOpen(tx, shop, customerId, staff, at)
    await tx.query(
      `INSERT INTO "ManualTier" ("shop", "grantId", "customerId", "tierId", "exact", "noteId", "fromAt", "untilAt", "givenBy")
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [shop, grant.key, customerId, tierId, exact, noteId, at, untilAt, staff],
    )
    await writeNote(tx, shop, { noteId, customerId, words: grant.reason })
    return follow(tx, shop, customerId, at)
  })
}

/** Takes back the tier that staff gave: what was bought decides again from `at` (world time) on. */
export function takeTierBack(
  shop: string,
  { customerId: named, staff, at }: Pick<ManualGrant, "customerId" | "staff" | "at">,
): Promise<ManualOutcome> {
  return inShop(shop, async (tx): Promise<ManualOutcome> => {
    const customerId = await lockOwner(tx, shop, named)
    if (!(await endOpen(tx, shop, customerId, staff, at))) return { ok: false, reason: "not_found" }
    return follow(tx, shop, customerId, at)
  })
}

/** Whom the customer was merged into, locked. */
async function lockOwner(tx: Tx, shop: string, named: string): Promise<string> {
  await lockCustomers(tx, shop, [named])
  const owner = await findOwner(tx, shop, named)
  if (owner === null) return named
  await lockCustomers(tx, shop, [owner])
  return owner
}

async function isGiven(tx: Tx, shop: string, grantId: string): Promise<boolean> {
  const { rowCount } = await tx.query(`SELECT FROM "ManualTier" WHERE "shop" = $1 AND "grantId" = $2`, [shop, grantId])
  return (rowCount ?? 0) > 0
}

async function endOpen(tx: Tx, shop: string, customerId: string, staff: string, at: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE "ManualTier" SET "endedAt" = $4, "endedBy" = $3
     WHERE "shop" = $1 AND "customerId" = $2 AND "endedAt" IS NULL`,
    [shop, customerId, staff, at],
  )
  return (rowCount ?? 0) > 0
}

async function follow(tx: Tx, shop: string, customerId: string, at: Date): Promise<{ ok: true }> {
  await reviewTiers(tx, shop, [customerId], at, BY_STAFF)
  await requestSync(tx, shop, [customerId])
  return { ok: true }
}

/**
 * Two customers became one: of the tiers that staff gave them the higher one stands, of two alike the one that lasts
 * longer. The other is over by the merge.
 */
export async function moveManualTiers(
  tx: Tx,
  shop: string,
  fromCustomerId: string,
  toCustomerId: string,
  at: Date,
): Promise<void> {
  const levels = (await loadNewestVersion(tx, shop))?.rules.tiers.levels ?? []
  await tx.query(
    `WITH open AS (
       SELECT "grantId", row_number() OVER (ORDER BY array_position($5::text[], "tierId") DESC NULLS LAST,
         "untilAt" DESC, "grantId") AS place FROM "ManualTier"
       WHERE "shop" = $1 AND "customerId" IN ($2, $3) AND "endedAt" IS NULL
     )
     UPDATE "ManualTier" g SET "endedAt" = $4, "endedBy" = 'merge' FROM open
     WHERE g."shop" = $1 AND g."grantId" = open."grantId" AND open.place > 1`,
    [shop, fromCustomerId, toCustomerId, at, levels.map((level) => level.id)],
  )
  await tx.query(`UPDATE "ManualTier" SET "customerId" = $3 WHERE "shop" = $1 AND "customerId" = $2`, [
    shop,
    fromCustomerId,
    toCustomerId,
  ])
}

/** A tier given by hand, as staff read of it; `reason` null: it was erased. */
export type ManualRecord = {
  tierId: string
  exact: boolean
  reason: string | null
  fromAt: Date
  untilAt: Date
  endedAt: Date | null
}

const SHOWN = 20

/** What staff gave a member, the newest first. */
export async function listManualTiers(shop: string, customerId: string): Promise<ManualRecord[]> {
  const { rows } = await shopDb(shop).query<Omit<ManualRecord, "reason"> & { noteId: string }>(
    `SELECT "tierId", "exact", "noteId", "fromAt", "untilAt", "endedAt" FROM "ManualTier"
     WHERE "shop" = $1 AND "customerId" = $2 ORDER BY "fromAt" DESC, "grantId" LIMIT ${SHOWN}`,
    [shop, customerId],
  )
  const notes = await readNotes(
    shop,
    rows.map((row) => row.noteId),
  )
  return rows.map(({ noteId, ...row }) => ({ ...row, reason: notes.get(noteId) ?? null }))
}
