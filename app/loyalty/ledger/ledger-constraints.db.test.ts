import { expect, test } from "vitest"
import { acrossShops, inTransactionAcrossShops } from "#app/lib/db.server.ts"
import { post } from "./ledger.server.ts"

/** The database refuses what the code would never do. */

const SHOP = "constraints.myshopify.com"
let customers = 0

/** A customer with a credit of 100 (entry 1) and a debit of 40 (entry 2). */
async function customer(): Promise<string> {
  const customerId = `gid://shopify/Customer/${++customers}`
  const base = {
    customerId,
    phase: "available",
    mode: "record",
    sourceType: "order",
    sourceId: "o",
    programmeVersion: null,
    basis: {},
    eventAt: new Date("2026-03-10T10:00:00Z"),
  } as const
  await inTransactionAcrossShops((tx) =>
    post(tx, SHOP, [
      { ...base, code: "order_earned", amount: 100, key: `${customerId} 1` },
      { ...base, code: "order_adjusted", amount: -40, key: `${customerId} 2` },
    ]),
  )
  return customerId
}

/** Entry 3 as it ought to be (a credit of 10 to waiting points), but for `wrong`; and the account with it. */
async function append(customerId: string, wrong: Record<string, number> = {}): Promise<void> {
  const entry = { version: 3, delta: 0, pendingDelta: 10, debtDelta: 0, available: 60, pending: 10, debt: 0, ...wrong }
  await inTransactionAcrossShops(async (tx) => {
    await tx.query(
      `INSERT INTO "PointsEntry" ("shop", "customerId", "version", "code", "delta", "pendingDelta", "debtDelta",
         "availableAfter", "pendingAfter", "debtAfter", "sourceType", "sourceId", "basis", "key", "inputHash", "eventAt")
       VALUES ($1, $2, $3, 'order_adjusted', $4, $5, $6, $7, $8, $9, 'order', 'o', '{}', $10, '', now())`,
      [
        SHOP,
        customerId,
        entry.version,
        entry.delta,
        entry.pendingDelta,
        entry.debtDelta,
        entry.available,
        entry.pending,
        entry.debt,
        `${customerId} 3`,
      ],
    )
    await tx.query(
      `UPDATE "PointsAccount" SET "version" = $3, "available" = $4, "pending" = $5, "debt" = $6
       WHERE "shop" = $1 AND "customerId" = $2`,
      [SHOP, customerId, entry.version, entry.available, wrong.accountPending ?? entry.pending, entry.debt],
    )
  })
}

test("an entry that continues its account is taken", async () => {
  await expect(append(await customer())).resolves.toBeUndefined()
})

test.each([
  ["a gap in the versions", { version: 4 }, "leaves a gap"],
  ["a version used before", { version: 2 }, "duplicate key|does not add up"],
  ["a balance that does not add up", { available: 61 }, "does not add up"],
  ["waiting points that do not add up", { pending: 11 }, "does not add up"],
  ["a negative balance", { delta: -70, available: -10 }, "never_below_zero"],
  ["debt beside usable points", { debtDelta: 5, debt: 5 }, "debt_only_when_empty"],
  ["an entry that moves nothing", { pendingDelta: 0, pending: 0 }, "PointsEntry_moves"],
  ["a credit without a lot", { delta: 5, available: 65 }, "not covered"],
  ["a debit that no lot pays", { delta: -5, available: 55 }, "not covered"],
  ["an account that differs from its newest entry", { accountPending: 9 }, "differs from its newest entry"],
])("%s is refused", async (_name, wrong, message) => {
  await expect(append(await customer(), wrong)).rejects.toThrow(new RegExp(message))
})

test("an account cannot be changed without an entry", async () => {
  const customerId = await customer()
  const sql = `UPDATE "PointsAccount" SET "available" = 61 WHERE "customerId" = $1`
  await expect(acrossShops().query(sql, [customerId])).rejects.toThrow(/differs from its newest entry/)
})

test("a lot or a draw cannot be added to what is written", async () => {
  const customerId = await customer()
  const lot = `INSERT INTO "PointsLot" VALUES ($1, $2, 2, 5, now())`
  await expect(acrossShops().query(lot, [SHOP, customerId])).rejects.toThrow(/differs from its entry/)
  const draw = `INSERT INTO "PointsDraw" VALUES ($1, $2, 3, 1, 61)`
  await expect(acrossShops().query(draw, [SHOP, customerId])).rejects.toThrow(/foreign key/)
})

test("a lot cannot be overdrawn", async () => {
  const customerId = await customer()
  const overdraw = inTransactionAcrossShops(async (tx) => {
    await tx.query(
      `INSERT INTO "PointsEntry" ("shop", "customerId", "version", "code", "delta", "pendingDelta", "debtDelta",
         "availableAfter", "pendingAfter", "debtAfter", "sourceType", "sourceId", "basis", "key", "inputHash", "eventAt")
       SELECT $1, $2, v, 'order_adjusted', d, 0, 0, a, 0, 0, 'order', 'o', '{}', $2 || ' ' || v, '', now()
       FROM (VALUES (3, 50, 110), (4, -70, 40)) AS e(v, d, a)`,
      [SHOP, customerId],
    )
    await tx.query(`INSERT INTO "PointsLot" VALUES ($1, $2, 3, 50, now())`, [SHOP, customerId])
    await tx.query(`INSERT INTO "PointsDraw" VALUES ($1, $2, 4, 1, 70)`, [SHOP, customerId])
    await tx.query(`UPDATE "PointsAccount" SET "available" = 40, "version" = 4 WHERE "customerId" = $1`, [customerId])
  })
  await expect(overdraw).rejects.toThrow(/lot 1 .* is overdrawn/)
})

test.each(["PointsEntry", "PointsLot", "PointsDraw", "ProgrammeVersion", "TierChange"])(
  "%s refuses update, delete and truncate",
  async (table) => {
    const customerId = await customer()
    await acrossShops().query(
      `INSERT INTO "TierChange" ("shop", "customerId", "seq", "toTierId", "reason", "measure", "at")
       VALUES ($1, $2, 1, 'gold', 'order', 1, now())`,
      [SHOP, customerId],
    )
    await acrossShops().query(
      `INSERT INTO "ProgrammeVersion" ("shop", "version", "rules", "publishedAt", "publishedBy")
       VALUES ($1, 1, '{}', now(), 'test') ON CONFLICT DO NOTHING`,
      [SHOP],
    )
    await expect(acrossShops().query(`UPDATE "${table}" SET "shop" = 'other'`)).rejects.toThrow(/append-only/)
    await expect(acrossShops().query(`DELETE FROM "${table}"`)).rejects.toThrow(/append-only/)
    await expect(acrossShops().query(`TRUNCATE "${table}" CASCADE`)).rejects.toThrow(/append-only/)
  },
)
