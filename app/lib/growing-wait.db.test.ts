import { expect, test } from "vitest"
import { acrossShops } from "./db.server.ts"
import { UpstreamError } from "./errors.ts"
import { growingWaitMs, growingWaitSql } from "./growing-wait.ts"

const WAIT = { firstMs: 2_000, longestMs: 3_600_000 }
const FAILURES = [1, 2, 3, 9, 12, 20, 5_000]
const WAITS = [2_000, 4_000, 8_000, 512_000, 3_600_000, 3_600_000, 3_600_000]

test("waits grow from the first to the longest, in the database as here", async () => {
  expect(FAILURES.map((failures) => growingWaitMs(WAIT, failures))).toEqual(WAITS)
  const { rows } = await acrossShops().query<{ ms: number }>(
    `SELECT (extract(epoch FROM ${growingWaitSql(WAIT, "failures")}) * 1000)::float8 AS ms
     FROM unnest($1::int[]) AS failures`,
    [FAILURES],
  )
  expect(rows.map(({ ms }) => ms)).toEqual(WAITS)
})

test("who failed us is left alone for as long as they asked, and no shorter than before", () => {
  const busy = new UpstreamError("too many requests", 5_000)
  expect([1, 2, 3].map((failures) => growingWaitMs(WAIT, failures, busy))).toEqual([5_000, 5_000, 8_000])
  expect(growingWaitMs(WAIT, 1, new Error("no"))).toBe(2_000)
})
