import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { termsOf } from "../expiry/expires-at.ts"
import {
  type Account,
  applyPosting,
  drawLots,
  EMPTY_ACCOUNT,
  type OpenLot,
  type Outlook,
  type Posting,
} from "./posting.ts"

const DAY = new Date("2026-03-10T10:00:00Z")

function posting(change: Partial<Posting>): Posting {
  return {
    customerId: "gid://shopify/Customer/1",
    code: "order_earned",
    amount: 1,
    phase: "available",
    mode: "record",
    sourceType: "order",
    sourceId: "gid://shopify/Order/1",
    programmeVersion: 1,
    basis: {},
    key: "k",
    eventAt: DAY,
    ...change,
  }
}

function account(change: Partial<Account>): Account {
  return { ...EMPTY_ACCOUNT, version: 7, ...change }
}

const lot = (version: number, left: number, day = 1): OpenLot => {
  const earnedAt = new Date(Date.UTC(2026, 0, day))
  return { version, left, earnedAt, creditedAt: earnedAt }
}

describe("one posting on one account", () => {
  test.each([
    ["a credit is usable at once", { amount: 100 }, account({}), { available: 100, lifetime: 100 }],
    ["a credit pays debt first", { amount: 100 }, account({ debt: 30 }), { available: 70, debt: 0, lifetime: 100 }],
    ["a small credit only lowers the debt", { amount: 20 }, account({ debt: 30 }), { debt: 10, lifetime: 20 }],
    ["waiting points are not usable", { amount: 50, phase: "pending" }, account({}), { pending: 50 }],
    ["waiting points can shrink", { amount: -20, phase: "pending" }, account({ pending: 50 }), { pending: 30 }],
    [
      "a release makes waiting points usable and pays debt first",
      { code: "pending_released", amount: 50, phase: "release" },
      account({ pending: 80, debt: 10 }),
      { pending: 30, available: 40, debt: 0, lifetime: 50 },
    ],
    [
      "a void ends waiting points",
      { code: "pending_voided", amount: 50, phase: "void" },
      account({ pending: 50 }),
      { pending: 0 },
    ],
    ["goodwill is no earning", { code: "granted", amount: 10 }, account({}), { available: 10, lifetime: 0 }],
    [
      "forgiven debt is gone without a point moving",
      { code: "debt_forgiven", amount: 30 },
      account({ debt: 30 }),
      { debt: 0, available: 0, lifetime: 0 },
    ],
  ] as [string, Partial<Posting>, Account, Partial<Account>][])("%s", (_name, change, before, after) => {
    const applied = applyPosting(before, [], posting(change))
    expect(applied).toMatchObject({ ok: true, account: { ...before, ...after, version: 8 } })
  })

  test("what a refund cannot take from the lots becomes debt", () => {
    const applied = applyPosting(account({ available: 30, lifetime: 30 }), [lot(2, 30)], posting({ amount: -100 }))
    expect(applied).toMatchObject({
      account: { available: 0, debt: 70, lifetime: -70 },
      movement: { delta: -30, debtDelta: 70 },
      draws: [{ lotVersion: 2, amount: 30 }],
    })
  })

  test("an authorised debit is refused when there are not enough points, and may take the last one", () => {
    const take = (amount: number) =>
      applyPosting(account({ available: 30 }), [lot(2, 30)], posting({ code: "deducted", amount, mode: "authorise" }))
    expect(take(-31)).toEqual({ ok: false, reason: "insufficient_points", available: 30 })
    expect(take(-30)).toMatchObject({ ok: true, account: { available: 0, debt: 0 } })
  })

  test("no more debt is forgiven than there is", () => {
    const applied = applyPosting(account({ debt: 5 }), [], posting({ code: "debt_forgiven", amount: 6 }))
    expect(applied).toEqual({ ok: false, reason: "exceeds_debt", debt: 5 })
  })

  test.each([
    ["nothing", { amount: 0 }],
    ["half a point", { amount: 0.5 }],
    ["more waiting points than wait", { amount: 9, phase: "release" }],
    ["a negative release", { amount: -1, phase: "void" }],
    ["fewer waiting points than none", { amount: -9, phase: "pending" }],
  ] as [string, Partial<Posting>][])("a posting of %s breaks loudly", (_name, change) => {
    expect(() => applyPosting(account({ pending: 8 }), [], posting(change))).toThrow()
  })
})

test("lots are drawn oldest first, ties by their number, and none is touched while a sooner one has points", () => {
  const lots = [lot(5, 10, 2), lot(3, 10, 1), lot(9, 10, 1)]
  expect(drawLots(lots, 25)).toEqual({
    draws: [
      { lotVersion: 3, amount: 10 },
      { lotVersion: 9, amount: 10 },
      { lotVersion: 5, amount: 5 },
    ],
    lots: [lot(5, 5, 2)],
  })
})

test("lots that expire sooner are drawn before older ones, and what does not expire last", () => {
  // Shortened on 2 January: what was earned before it keeps its year, what came after it has a month.
  const policy = { kind: "lot", zone: "Europe/Sofia" } as const
  const terms = termsOf([
    { ...policy, version: 1, publishedAt: new Date("2025-01-01T00:00:00Z"), months: 12 },
    { ...policy, version: 2, publishedAt: new Date("2026-01-02T12:00:00Z"), months: 1 },
  ])
  const lots = [lot(1, 10, 1), lot(2, 10, 2), lot(3, 10, 3), lot(4, 10, 4)]
  const drawn = (outlook?: Outlook) => drawLots(lots, 25, outlook).draws.map(({ lotVersion }) => lotVersion)
  expect(drawn({ terms, lastActivity: null })).toEqual([3, 4, 1])
  expect(drawn({ terms: [], lastActivity: null })).toEqual([1, 2, 3])
  expect(drawn()).toEqual([1, 2, 3])
})

const anyPosting = fc.oneof(
  fc.record({
    phase: fc.constant("available"),
    code: fc.constantFrom("order_adjusted", "granted"),
    amount: fc.integer({ min: -300, max: 300 }).filter((n) => n !== 0),
    mode: fc.constantFrom("record", "authorise"),
    day: fc.integer({ min: 0, max: 400 }),
  }),
  fc.record({
    phase: fc.constantFrom("pending", "release", "void"),
    code: fc.constantFrom("order_earned", "pending_released"),
    amount: fc.integer({ min: 1, max: 200 }),
    mode: fc.constant("record"),
    day: fc.integer({ min: 0, max: 400 }),
  }),
  fc.record({
    phase: fc.constant("available"),
    code: fc.constant("debt_forgiven"),
    amount: fc.integer({ min: 1, max: 100 }),
    mode: fc.constant("record"),
    day: fc.integer({ min: 0, max: 400 }),
  }),
)

test("after any postings: balances are sums, never negative, debt only when empty, and the lots hold what is available", () => {
  fc.assert(
    fc.property(fc.array(anyPosting, { maxLength: 60 }), (steps) => {
      let state = EMPTY_ACCOUNT
      let lots: OpenLot[] = []
      const sums = { available: 0, pending: 0, debt: 0, lifetime: 0 }
      for (const { day, ...step } of steps) {
        const ends = step.phase === "release" || step.phase === "void"
        if (ends && step.amount > state.pending) continue
        const one = posting({ ...(step as Partial<Posting>), eventAt: new Date(Date.UTC(2026, 0, 1 + day)) })
        const applied = applyPosting(state, lots, one)
        if (!applied.ok) continue
        const { movement, account: next } = applied
        sums.available += movement.delta
        sums.pending += movement.pendingDelta
        sums.debt += movement.debtDelta
        if (one.code !== "granted" && one.code !== "debt_forgiven") sums.lifetime += movement.delta - movement.debtDelta
        expect(next).toEqual({ ...sums, version: state.version + 1 })
        expect(Math.min(next.available, next.pending, next.debt)).toBeGreaterThanOrEqual(0)
        expect(next.debt === 0 || next.available === 0).toBe(true)
        expect(applied.lots.reduce((sum, one) => sum + one.left, 0)).toBe(next.available)
        expect(applied.lots.every((one) => one.left > 0)).toBe(true)
        expect(applied.draws.reduce((sum, draw) => sum + draw.amount, 0)).toBe(Math.max(0, -movement.delta))
        const lastDrawn = applied.draws.at(-1)?.lotVersion
        const used = new Set(applied.draws.map((draw) => draw.lotVersion))
        const drawnAt = lots.find((one) => one.version === lastDrawn)?.earnedAt
        const sooner = lots.filter((one) => drawnAt && one.earnedAt < drawnAt)
        expect(sooner.every((one) => used.has(one.version))).toBe(true)
        state = next
        lots = applied.lots
      }
    }),
  )
})
