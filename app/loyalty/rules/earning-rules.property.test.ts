import fc from "fast-check"
import { expect, test, vi } from "vitest"
import { earningArb, frozenArb } from "#tests/oracle/drawn-rules.ts"
import { contextOf, lifeArb, multiplierArb, programmeArb, snapshotsOf } from "#tests/oracle/order-life.ts"
import { verdictAfter } from "#tests/oracle/straight-line.ts"
import { agree, openTinyLedger, receive } from "#tests/oracle/tiny-ledger.ts"
import { evaluateOrder, wantedRoom } from "./evaluate-order.ts"

vi.setConfig({ testTimeout: 300_000 })

const RUNS = { numRuns: Number(process.env.PROPERTY_RUNS ?? 400) }
const DAY_MS = 86_400_000

/** A life, a programme with rules for orders, and what the order froze of them. */
const scenarioArb = fc
  .tuple(lifeArb, programmeArb, multiplierArb, earningArb)
  .chain(([life, plain, multiplier, earning]) =>
    frozenArb(earning).map((frozen) => {
      const rules = { ...plain, earning }
      return { life, rules, context: contextOf(life, multiplier, frozen) }
    }),
  )

test("under any rules an order deserves after each step of its life what the oracle says, and its parts add up", () => {
  fc.assert(
    fc.property(scenarioArb, ({ life, rules, context }) => {
      for (const [count, { fact, deleted }] of snapshotsOf(life).entries()) {
        const shop = { developmentStore: life.developmentStore, deleted }
        const { target, state, lines, steps } = evaluateOrder(fact, rules, context, shop)
        expect(target).toBe(verdictAfter(life, count, rules, context).points)
        if (state !== "earning") continue
        const given = steps.filter(({ code }) => code === "rule_points" || code === "shipping_points")
        const parts = [...lines.map(({ points }) => points), ...given.map(({ params }) => Number(params.count))]
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(target)
      }
    }),
    RUNS,
  )
})

test("an order that is given back whole has nothing left, whatever rules gave it", () => {
  fc.assert(
    fc.property(scenarioArb, ({ life, rules, context }) => {
      const ledger = openTinyLedger(rules, context, life.developmentStore)
      const snapshots = snapshotsOf(life)
      for (const snapshot of snapshots) receive(ledger, snapshot, snapshot.at)
      const last = snapshots.at(-1) as (typeof snapshots)[number]
      const gone = {
        ...last.fact,
        financialStatus: "refunded" as const,
        updatedAt: new Date(last.at + 1000).toISOString(),
      }
      receive(ledger, { ...last, at: last.at + 1000, fact: gone }, last.at + 1000)
      agree(ledger, last.at + 400 * DAY_MS)
      expect(ledger.account).toMatchObject({ available: 0, pending: 0, debt: 0 })
    }),
    RUNS,
  )
})

test("an order that is granted the room it wants earns as if its rules had no cap per customer or in all", () => {
  fc.assert(
    fc.property(scenarioArb, ({ life, rules, context }) => {
      const free = rules.earning.rules.map((rule) => ({ ...rule, caps: { ...rule.caps, customer: null, all: null } }))
      for (const { fact, deleted } of snapshotsOf(life)) {
        const shop = { developmentStore: life.developmentStore, deleted }
        const room = wantedRoom(fact, rules, context, shop)
        const earning = { rules: [], ...context.earning, room: { ...context.earning?.room, ...room } }
        const granted = evaluateOrder(fact, rules, { ...context, earning }, shop)
        const uncapped = evaluateOrder(fact, { ...rules, earning: { rules: free } }, context, shop)
        if (granted.state === "earning") expect(granted.target).toBe(uncapped.target)
      }
    }),
    RUNS,
  )
})
