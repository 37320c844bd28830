import fc from "fast-check"
import { expect, test, vi } from "vitest"
import { contextOf, lifeArb, multiplierArb, programmeArb, snapshotsOf } from "#tests/oracle/order-life.ts"
import { balancesAsItHappened, verdictAfter } from "#tests/oracle/straight-line.ts"
import { agree, openTinyLedger, receive, spend, type TinyLedger } from "#tests/oracle/tiny-ledger.ts"
import { evaluateOrder } from "./evaluate-order.ts"

const DAY_MS = 86_400_000
vi.setConfig({ testTimeout: 300_000 })

const RUNS = { numRuns: Number(process.env.PROPERTY_RUNS ?? 400) }

const deliveriesArb = fc.array(
  fc.record({ which: fc.nat(1_000), delayMs: fc.integer({ min: 0, max: 40 * DAY_MS }), spends: fc.nat(300) }),
  { maxLength: 25 },
)

test("an order deserves after each step of its life what the oracle says", () => {
  fc.assert(
    fc.property(lifeArb, programmeArb, multiplierArb, (life, rules, multiplier) => {
      const context = contextOf(life, multiplier)
      for (const [count, { fact, deleted }] of snapshotsOf(life).entries()) {
        const { target, releaseAt, atOnce, voided } = evaluateOrder(fact, rules, context, {
          developmentStore: life.developmentStore,
          deleted,
        })
        const verdict = verdictAfter(life, count, rules, context)
        expect({ target, releaseAt, atOnce, voided }).toEqual({
          target: verdict.points,
          releaseAt: verdict.releaseAt === null ? null : new Date(verdict.releaseAt).toISOString(),
          atOnce: verdict.atOnce,
          voided: verdict.ended,
        })
      }
    }),
    RUNS,
  )
})

test("seen as it happens and released when due, every moment has the oracle's balances", () => {
  fc.assert(
    fc.property(lifeArb, programmeArb, multiplierArb, (life, rules, multiplier) => {
      const context = contextOf(life, multiplier)
      const ledger = openTinyLedger(rules, context, life.developmentStore)
      for (const snapshot of snapshotsOf(life)) {
        releaseDue(ledger, snapshot.at)
        receive(ledger, snapshot, snapshot.at)
        expectBalances(ledger, balancesAsItHappened(life, rules, context, snapshot.at))
      }
      const end = (life.steps.at(-1)?.at ?? life.placedAt) + 400 * DAY_MS
      releaseDue(ledger, end)
      expectBalances(ledger, balancesAsItHappened(life, rules, context, end))
    }),
    RUNS,
  )
})

test("any interleaving, delay, duplication and replay ends in the oracle's balances", () => {
  fc.assert(
    fc.property(lifeArb, programmeArb, multiplierArb, deliveriesArb, (life, rules, multiplier, extra) => {
      const context = contextOf(life, multiplier)
      const snapshots = snapshotsOf(life)
      const ledger = openTinyLedger(rules, context, life.developmentStore)
      const once = snapshots.map((_, which) => ({ which, delayMs: extra[which]?.delayMs ?? 0, spends: 0 }))
      const arrivals = [...once, ...extra.map((one) => ({ ...one, which: one.which % snapshots.length }))]
        .map(({ which, delayMs, spends }) => {
          const snapshot = snapshots[which] as (typeof snapshots)[number]
          return { snapshot, now: snapshot.at + delayMs, spends }
        })
        .sort((a, b) => a.now - b.now)
      for (const { snapshot, now, spends } of arrivals) {
        receive(ledger, snapshot, now)
        expectPromises(ledger)
        spend(ledger, spends)
      }
      const end = (arrivals.at(-1)?.now ?? 0) + 400 * DAY_MS
      agree(ledger, end)
      expectPromises(ledger)
      const { points } = verdictAfter(life, life.steps.length, rules, context)
      expect(ledger.account).toEqual({
        available: Math.max(0, points - ledger.spent),
        pending: 0,
        debt: Math.max(0, ledger.spent - points),
      })
    }),
    RUNS,
  )
})

test("while nothing is released yet, the order of arrival changes no balance", () => {
  fc.assert(
    fc.property(lifeArb, programmeArb, deliveriesArb, (life, anyRules, extra) => {
      const rules = { ...anyRules, pending: { from: "payment" as const, days: 365 } }
      const context = contextOf(life)
      const snapshots = snapshotsOf(life)
      const last = snapshots.at(-1) as (typeof snapshots)[number]
      fc.pre(last.at - life.placedAt < 300 * DAY_MS)
      const ledger = openTinyLedger(rules, context, life.developmentStore)
      for (const { which } of extra) receive(ledger, snapshots[which % snapshots.length] as typeof last, last.at)
      receive(ledger, last, last.at)
      expectBalances(ledger, balancesAsItHappened(life, rules, context, last.at))
    }),
    RUNS,
  )
})

/** The release job: at each release moment that has come. */
function releaseDue(ledger: TinyLedger, now: number): void {
  const { releaseAt, settledAt } = ledger.row
  if (settledAt === null && releaseAt !== null && releaseAt.getTime() <= now) agree(ledger, releaseAt.getTime())
}

function expectBalances(ledger: TinyLedger, expected: { available: number; pending: number }): void {
  const { available, pending, debt } = ledger.account
  expect({ available: available - debt, pending }).toEqual(expected)
}

/** What must hold after every single arrival. */
function expectPromises(ledger: TinyLedger): void {
  const { account, row, entries, spent } = ledger
  expect(Math.min(account.available, account.pending, account.debt)).toBeGreaterThanOrEqual(0)
  expect(account.debt === 0 || account.available === 0).toBe(true)
  expect(account.available + account.pending - account.debt).toBe(row.posted - spent)
  expect(account.pending).toBe(row.pending)
  expect(entries.filter((entry) => entry.phase === "release" || entry.phase === "void").length).toBeLessThan(2)
  expect(entries.filter((entry) => entry.code === "order_earned").length).toBeLessThan(2)
  expect(entries.every((entry) => entry.amount !== 0)).toBe(true)
  expect(row.postings).toBe(entries.length)
  const before = entries.length
  const at = row.settledAt ?? new Date(ledger.newest?.at ?? 0)
  if (row.settledAt !== null) agree(ledger, at.getTime())
  expect(entries.length).toBe(before)
}
