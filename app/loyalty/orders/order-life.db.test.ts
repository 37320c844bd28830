import fc from "fast-check"
import { expect, test } from "vitest"
import { acrossShops, inTransactionAcrossShops } from "#app/lib/db.server.ts"
import { deleteOrders, saveOrders } from "#app/records/orders/orders.server.ts"
import type { Life } from "#tests/oracle/life.ts"
import {
  contextOf,
  lifeArb,
  multiplierArb,
  programmeArb,
  type Snapshot,
  snapshotsOf,
} from "#tests/oracle/order-life.ts"
import { balancesAsItHappened, verdictAfter } from "#tests/oracle/straight-line.ts"
import { ANNA, balanceOf, openShop, publishRules } from "#tests/support/loyalty-shop.ts"
import { deduct } from "../members/goodwill.server.ts"
import type { ProgrammeRules } from "../programme/programme-rules.ts"
import { verify } from "../verify.server.ts"
import { releaseDue } from "./release-due.server.ts"
import { settleOrders } from "./settle-orders.server.ts"

const DAY_MS = 86_400_000
const LONG_AGO = new Date("2024-01-01T00:00:00Z")
const RUNS = { numRuns: Number(process.env.DATABASE_PROPERTY_RUNS ?? 30) }
type Ratio = Life["lines"][number]["times"]

/** Programmes do not give lines multipliers of their own: every line of these lives counts once. */
const ordinaryLifeArb = lifeArb.map((life): Life => {
  const once = <L extends { times: Ratio }>(line: L): L => ({ ...line, times: { numerator: 1, denominator: 1 } })
  const steps = life.steps.map((step) => (step.does === "add" ? { ...step, line: once(step.line) } : step))
  return { ...life, lines: life.lines.map(once), steps }
})

const arrivalsArb = fc.array(
  fc.record({ which: fc.nat(1_000), delayMs: fc.integer({ min: 0, max: 40 * DAY_MS }), spends: fc.nat(300) }),
  { maxLength: 10 },
)

/** A shop where Anna has long had the tier whose multiplier is `multiplier`. */
async function shopOf(life: Life, rules: ProgrammeRules, multiplier: Ratio): Promise<string> {
  const shop = await openShop(null)
  await acrossShops().query(`UPDATE "Shop" SET "developmentStore" = $2 WHERE "shop" = $1`, [
    shop,
    life.developmentStore,
  ])
  const level = { id: "held", name: "Held", threshold: 1, multiplier }
  await publishRules(shop, { ...rules, tiers: { ...rules.tiers, levels: [level] } }, LONG_AGO)
  await acrossShops().query(
    `INSERT INTO "Member" ("shop", "customerId", "joinedAt", "joinedBy", "tierId") VALUES ($1, $2, $3, 'staff', 'held')`,
    [shop, ANNA, LONG_AGO],
  )
  await acrossShops().query(
    `INSERT INTO "TierChange" ("shop", "customerId", "seq", "toTierId", "reason", "measure", "at")
     VALUES ($1, $2, 1, 'held', 'staff', 0, $3)`,
    [shop, ANNA, LONG_AGO],
  )
  return shop
}

async function arrive(shop: string, { fact, deleted }: Snapshot, now: number): Promise<void> {
  const hers = { ...fact, customerId: ANNA }
  await inTransactionAcrossShops(async (tx) => {
    await saveOrders(tx, shop, [{ fact: hers, email: null }], "webhook")
    if (deleted) await deleteOrders(tx, shop, [fact.id], new Date(now))
    await settleOrders(tx, shop, [fact.id], new Date(now))
  })
}

test("seen as it happens, an order's life has the oracle's balances at every moment", async () => {
  await fc.assert(
    fc.asyncProperty(ordinaryLifeArb, programmeArb, multiplierArb, async (life, rules, multiplier) => {
      const shop = await shopOf(life, rules, multiplier)
      const context = contextOf(life, multiplier)
      for (const snapshot of snapshotsOf(life)) {
        await releaseDue(new Date(snapshot.at), 1000)
        await arrive(shop, snapshot, snapshot.at)
        expect(await balanceOf(shop)).toMatchObject(balancesAsItHappened(life, rules, context, snapshot.at))
      }
      expect((await verify(shop, new Date(snapshotsOf(life).at(-1)?.at ?? 0))).differences).toEqual([])
    }),
    RUNS,
  )
})

test("any order of arrival, delay and repetition, with spending in between, ends in the oracle's balances", async () => {
  await fc.assert(
    fc.asyncProperty(
      ordinaryLifeArb,
      programmeArb,
      multiplierArb,
      arrivalsArb,
      async (life, rules, multiplier, extra) => {
        const shop = await shopOf(life, rules, multiplier)
        const snapshots = snapshotsOf(life)
        const each = snapshots.map((_, which) => ({ which, delayMs: extra[which]?.delayMs ?? 0, spends: 0 }))
        const arrivals = [...each, ...extra.map((one) => ({ ...one, which: one.which % snapshots.length }))]
          .map(({ which, ...rest }) => ({ snapshot: snapshots[which] as Snapshot, ...rest }))
          .map((arrival) => ({ ...arrival, now: arrival.snapshot.at + arrival.delayMs }))
          .sort((a, b) => a.now - b.now)
        let spent = 0
        for (const [index, { snapshot, now, spends }] of arrivals.entries()) {
          await arrive(shop, snapshot, now)
          const points = Math.min(spends, (await balanceOf(shop)).available)
          if (points === 0) continue
          const at = new Date(now)
          await deduct(shop, { customerId: ANNA, points, reason: "spent", staff: "staff", key: `${index}`, at })
          spent += points
        }
        const end = new Date((arrivals.at(-1)?.now ?? 0) + 400 * DAY_MS)
        await releaseDue(end, 1000)
        const { points } = verdictAfter(life, life.steps.length, rules, contextOf(life, multiplier))
        expect(await balanceOf(shop)).toEqual({
          available: Math.max(0, points - spent),
          pending: 0,
          debt: Math.max(0, spent - points),
          lifetime: points,
        })
        expect((await verify(shop, end)).differences).toEqual([])
      },
    ),
    RUNS,
  )
})
