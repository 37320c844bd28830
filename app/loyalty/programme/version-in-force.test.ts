import { expect, test } from "vitest"
import { defaultProgrammeRules, type ProgrammeRules, readStoredRules } from "./programme-rules.ts"
import { earnsFrom, type ProgrammeVersion, versionForOrder } from "./version-in-force.ts"

const at = (day: string) => new Date(`2026-${day}T00:00:00Z`)

function version(number: number, day: string, history: ProgrammeRules["history"]): ProgrammeVersion {
  const rules = { ...defaultProgrammeRules("EUR", 100), history }
  return { version: number, publishedAt: at(day), rules }
}

const none = { points: "none", sinceDays: 10 } as const
const tenDays = { points: "since", sinceDays: 10 } as const

test("an order earns by the version it was placed under", () => {
  const versions = [version(1, "03-01", none), version(2, "04-01", none)]
  const numbers = ["03-01", "03-31", "04-01"].map((day) => versionForOrder(versions, at(day))?.version)
  expect(numbers).toEqual([1, 1, 2])
})

test("of two versions published in one second the later is in force", () => {
  const versions = [version(1, "03-01", none), version(2, "04-01", none), version(3, "04-01", none)]
  for (const listed of [versions, versions.toReversed()]) expect(versionForOrder(listed, at("04-01"))?.version).toBe(3)
})

test("one from before the programme earns by the first, when the newest says so and it is recent enough", () => {
  const first = version(1, "03-01", none)
  const before = at("02-20")
  expect(versionForOrder([first], before)).toBeNull()
  const now = [first, version(2, "04-01", tenDays)]
  expect(versionForOrder(now, before)?.version).toBe(1)
  expect(versionForOrder(now, at("02-18"))).toBeNull()
  expect(versionForOrder([...now, version(3, "05-01", none)], before)).toBeNull()
})

test("without a programme nothing earns, whenever it was placed", () => {
  expect([earnsFrom([]), versionForOrder([], at("03-01"))]).toEqual([null, null])
})

test("rules that were stored before there was the choice give nothing for the past", () => {
  const { history: _history, ...stored } = defaultProgrammeRules("EUR", 100)
  expect(readStoredRules(stored).history.points).toBe("none")
})
