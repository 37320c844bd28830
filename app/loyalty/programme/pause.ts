import { wholeSecond } from "../whole-second.ts"

/** Pauses and tests as facts with dates (docs/decisions/020-first-week.md). Moments are world time. */

/** `toAt` null: until it is ended. `notice`: the merchant's words to shoppers by language; missing: our own. */
export type Pause = {
  pauseId: string
  earning: boolean
  spending: boolean
  fromAt: Date
  toAt: Date | null
  notice: Record<string, string>
}

/** While it is on, only customers with `tag` see and earn anything. */
export type TestPeriod = {
  testId: string
  tag: string
  fromAt: Date
  toAt: Date | null
  /** What became of its points; null or missing: it is still on. */
  outcome?: "keep" | "remove" | null
}

type Period = { fromAt: Date; toAt: Date | null }

/** Whether `at` lies in a pause or a test. It begins and ends with a second, as orders are placed in one. */
export const covers = ({ fromAt, toAt }: Period, at: Date): boolean =>
  wholeSecond(fromAt) <= at && (toAt === null || at < wholeSecond(toAt))

/** The same in SQL: whether the moment `at`, an expression, lies in a row's pause or test. */
export const coversSql = (at: string): string =>
  `(date_trunc('second', "fromAt") <= ${at} AND ("toAt" IS NULL OR ${at} < date_trunc('second', "toAt")))`

export type WhatRests = "earning" | "spending" | "both"

/** What rests in a pause, in one word. */
export function whatRests({ earning, spending }: Pick<Pause, "earning" | "spending">): WhatRests {
  if (earning && spending) return "both"
  return earning ? "earning" : "spending"
}

/** The pause of this kind that `at` lies in, or null. */
export function pauseAt(pauses: Pause[], kind: "earning" | "spending", at: Date): Pause | null {
  return pauses.find((pause) => pause[kind] && covers(pause, at)) ?? null
}

/** The test that `at` lies in, or null. */
export function testAt(tests: TestPeriod[], at: Date): TestPeriod | null {
  return tests.find((test) => covers(test, at)) ?? null
}
