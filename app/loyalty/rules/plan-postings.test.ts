import { describe, expect, test } from "vitest"
import type { OrderEvaluation } from "./order-evaluation.ts"
import { type PostedSoFar, planPostings } from "./plan-postings.ts"

/** Catalogue §1.8 step by step: what an order deserves at a day of March, and the entries that follow. */
const RELEASE_DAY = 15

type Moment = { day: number; deserves: number; voided?: true; unpaid?: true; atOnce?: true; releaseDay?: number }
type Case = { name: string; moments: Moment[]; entries: string[]; pending: number; available: number }

const CASES: Case[] = [
  {
    name: "40 points wait and are released",
    moments: [
      { day: 1, deserves: 40 },
      { day: 15, deserves: 40 },
    ],
    entries: ["1 order_earned pending 40", "15 pending_released release 40"],
    pending: 0,
    available: 40,
  },
  {
    name: "a day before the release they still wait",
    moments: [
      { day: 1, deserves: 40 },
      { day: 14, deserves: 40 },
    ],
    entries: ["1 order_earned pending 40"],
    pending: 40,
    available: 0,
  },
  {
    name: "with no pending days they are available at once",
    moments: [{ day: 1, deserves: 40, atOnce: true, releaseDay: 1 }],
    entries: ["1 order_earned available 40"],
    pending: 0,
    available: 40,
  },
  {
    name: "a clock a little behind the shop's makes nobody wait when there are no pending days",
    moments: [{ day: 1, deserves: 40, atOnce: true, releaseDay: 2 }],
    entries: ["1 order_earned available 40"],
    pending: 0,
    available: 40,
  },
  {
    name: "a partial refund before the release lowers what waits",
    moments: [
      { day: 1, deserves: 40 },
      { day: 5, deserves: 31 },
      { day: 15, deserves: 31 },
    ],
    entries: ["1 order_earned pending 40", "5 order_adjusted pending -9", "15 pending_released release 31"],
    pending: 0,
    available: 31,
  },
  {
    name: "a partial refund after the release takes from available",
    moments: [
      { day: 1, deserves: 40 },
      { day: 15, deserves: 40 },
      { day: 20, deserves: 31 },
    ],
    entries: ["1 order_earned pending 40", "15 pending_released release 40", "20 order_adjusted available -9"],
    pending: 0,
    available: 31,
  },
  {
    name: "a refund seen only when the release is due lowers what waits, then the rest is released",
    moments: [
      { day: 1, deserves: 40 },
      { day: 16, deserves: 31 },
    ],
    entries: ["1 order_earned pending 40", "16 order_adjusted pending -9", "16 pending_released release 31"],
    pending: 0,
    available: 31,
  },
  {
    name: "an order first seen after its release goes straight to available",
    moments: [{ day: 20, deserves: 40 }],
    entries: ["20 order_earned available 40"],
    pending: 0,
    available: 40,
  },
  {
    name: "a cancellation before the release voids what waits",
    moments: [
      { day: 1, deserves: 40 },
      { day: 5, deserves: 0, voided: true },
      { day: 15, deserves: 0, voided: true },
    ],
    entries: ["1 order_earned pending 40", "5 pending_voided void 40"],
    pending: 0,
    available: 0,
  },
  {
    name: "what waited is settled once: an order that counts again after its cancellation waits no more",
    moments: [
      { day: 1, deserves: 40 },
      { day: 5, deserves: 0, voided: true },
      { day: 6, deserves: 40 },
    ],
    entries: ["1 order_earned pending 40", "5 pending_voided void 40", "6 order_adjusted available 40"],
    pending: 0,
    available: 40,
  },
  {
    name: "a cancellation after the release takes everything back",
    moments: [
      { day: 15, deserves: 40 },
      { day: 20, deserves: 0, voided: true },
    ],
    entries: ["15 order_earned available 40", "20 order_adjusted available -40"],
    pending: 0,
    available: 0,
  },
  {
    name: "a full refund before the release empties what waits and is not yet the end: the money may come back",
    moments: [
      { day: 1, deserves: 40 },
      { day: 5, deserves: 0 },
      { day: 6, deserves: 40 },
      { day: 15, deserves: 40 },
    ],
    entries: [
      "1 order_earned pending 40",
      "5 order_adjusted pending -40",
      "6 order_adjusted pending 40",
      "15 pending_released release 40",
    ],
    pending: 0,
    available: 40,
  },
  {
    name: "a full refund and then the release: nothing is left to release, and it is settled",
    moments: [
      { day: 1, deserves: 40 },
      { day: 5, deserves: 0 },
      { day: 15, deserves: 0 },
      { day: 20, deserves: 9 },
    ],
    entries: ["1 order_earned pending 40", "5 order_adjusted pending -40", "20 order_adjusted available 9"],
    pending: 0,
    available: 9,
  },
  {
    name: "an order cancelled before it earned has nothing to settle, and would wait like any other",
    moments: [
      { day: 1, deserves: 0, voided: true },
      { day: 2, deserves: 40 },
    ],
    entries: ["2 order_earned pending 40"],
    pending: 40,
    available: 0,
  },
  {
    name: "an unpaid order is not released by the clock",
    moments: [
      { day: 1, deserves: 0, unpaid: true },
      { day: 30, deserves: 0, unpaid: true },
    ],
    entries: [],
    pending: 0,
    available: 0,
  },
  {
    name: "told twice, nothing happens twice",
    moments: [
      { day: 1, deserves: 40 },
      { day: 1, deserves: 40 },
      { day: 15, deserves: 40 },
      { day: 15, deserves: 40 },
    ],
    entries: ["1 order_earned pending 40", "15 pending_released release 40"],
    pending: 0,
    available: 40,
  },
]

const march = (day: number) => new Date(Date.UTC(2026, 2, day, 12))

function evaluation({ deserves, voided, unpaid, atOnce, releaseDay }: Moment): OrderEvaluation {
  const releases = !voided && !unpaid
  return {
    state: releases ? "earning" : "none",
    voided: voided ?? false,
    target: deserves,
    forecast: 0,
    basisMinor: deserves * 100,
    spendMinor: deserves * 100,
    currency: "EUR",
    releaseAt: releases ? march(releaseDay ?? RELEASE_DAY).toISOString() : null,
    atOnce: atOnce ?? false,
    lines: [],
    steps: [],
  }
}

describe("how an order's points wait and become available", () => {
  test.each(CASES)("$name", ({ moments, entries, pending, available }) => {
    let row: PostedSoFar = { posted: 0, pending: 0, settledAt: null, releaseAt: null, postings: 0 }
    const written: string[] = []
    for (const moment of moments) {
      const plan = planPostings(row, evaluation(moment), march(moment.day))
      written.push(...plan.postings.map((p) => `${moment.day} ${p.code} ${p.phase} ${p.amount}`))
      row = plan.row
    }
    expect(written).toEqual(entries)
    expect({ pending: row.pending, available: row.posted - row.pending, postings: row.postings }).toEqual({
      pending,
      available,
      postings: entries.length,
    })
  })
})

test("an entry carries what was counted", () => {
  const row: PostedSoFar = { posted: 0, pending: 0, settledAt: null, releaseAt: null, postings: 0 }
  const { postings } = planPostings(row, evaluation({ day: 1, deserves: 40 }), march(1))
  expect(postings[0]?.basis).toEqual({
    target: 40,
    basisMinor: 4000,
    spendMinor: 4000,
    currency: "EUR",
    state: "earning",
    steps: [],
  })
})
