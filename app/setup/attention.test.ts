import { expect, test } from "vitest"
import type { Overview } from "#app/loyalty/overview/overview.server.ts"
import { worriesOf } from "./attention.ts"

const QUIET: Overview = {
  programme: { version: 3, publishedAt: "2026-01-01T00:00:00.000Z", unpublished: false },
  members: 1,
  tiers: [],
  days: [],
  outstanding: { available: 0, pending: 0 },
  sweep: null,
  pause: null,
  testTag: null,
  imported: false,
  attention: { failedEvents: 0, lateEvents: 0, doubtfulOrders: 0, syncErrors: 0 },
}

const codes = (change: Partial<Overview>, otherFailures = 0, launcher: "done" | "open" | "unknown" = "done") =>
  worriesOf({ ...QUIET, ...change }, otherFailures, launcher).map(({ code }) => code)

test("a shop where all is well worries nobody, nor does one whose theme cannot be seen", () => {
  expect(codes({})).toEqual([])
  expect(codes({}, 0, "unknown")).toEqual([])
})

test.each([
  ["failed", { attention: { ...QUIET.attention, failedEvents: 2 } }],
  ["failed", { attention: { ...QUIET.attention, doubtfulOrders: 1 } }],
  ["failed", { attention: { ...QUIET.attention, syncErrors: 1 } }],
  ["lateEvents", { attention: { ...QUIET.attention, lateEvents: 1 } }],
  ["paused", { pause: { earning: true, spending: false } }],
  ["testOn", { testTag: "friends" }],
  ["unpublished", { programme: { version: 3, publishedAt: "", unpublished: true } }],
] as [string, Partial<Overview>][])("%s is told for %j", (code, change) => {
  expect(codes(change)).toEqual([code])
})

test("other failures, and a launcher that is off, are told too", () => {
  expect(codes({}, 1)).toEqual(["failed"])
  expect(codes({}, 0, "open")).toEqual(["embedOff"])
})

test("what the health check says is told of a programme in force", () => {
  const warning = { code: "expiry_short" as const, months: 3 }
  expect(worriesOf(QUIET, 0, "done", [warning])).toEqual([{ code: "health", warning }])
  expect(worriesOf({ ...QUIET, programme: null }, 0, "done", [warning])).toEqual([])
})

test("before the first programme only what failed is told", () => {
  const attention = { ...QUIET.attention, failedEvents: 1 }
  const pause = { earning: true, spending: true }
  expect(codes({ programme: null, pause, testTag: "friends", attention }, 0, "open")).toEqual(["failed"])
})

test("what rests is named", () => {
  const rests = (earning: boolean, spending: boolean) =>
    worriesOf({ ...QUIET, pause: { earning, spending } }, 0, "done")
  expect(rests(true, true)).toEqual([{ code: "paused", what: "both" }])
  expect(rests(true, false)).toEqual([{ code: "paused", what: "earning" }])
  expect(rests(false, true)).toEqual([{ code: "paused", what: "spending" }])
})
