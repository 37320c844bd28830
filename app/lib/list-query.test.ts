import fc from "fast-check"
import { expect, test } from "vitest"
import {
  isDay,
  isNarrowed,
  type ListShape,
  readChoices,
  readDays,
  readListQuery,
  readRange,
  writeListQuery,
} from "./list-query.ts"

const SHAPE: ListShape = {
  filters: {
    tier: { kind: "names" },
    by: { kind: "choices", values: ["staff", "order"] },
    points: { kind: "range" },
    joined: { kind: "days" },
  },
  sorts: ["newest", "oldest"],
}
const read = (address: string) => readListQuery(new URLSearchParams(address), SHAPE)
const again = (address: string) => writeListQuery(read(address), SHAPE)

test("an address says what is looked for, by what, in which order and from where on", () => {
  expect(
    read("q=%20anna%20&tier=gold,silver&by=staff&points=100..500&joined=2026-01-01..&sort=oldest&after=x"),
  ).toEqual({
    search: "anna",
    sort: "oldest",
    filters: { tier: "gold,silver", by: "staff", points: "100..500", joined: "2026-01-01.." },
    after: "x",
  })
})

test("what is not of the list is passed over", () => {
  expect(read("sort=price&by=nobody&points=a..b&joined=yesterday&colour=red")).toEqual({
    search: "",
    sort: "newest",
    filters: {},
    after: null,
  })
})

test.each([
  ["tier=silver,gold,gold", "tier=gold%2Csilver"],
  ["by=order,nobody,staff", "by=order%2Cstaff"],
  ["points=007..", "points=7.."],
  ["points=500..100", "points=500.."],
  ["joined=2026-02-30..2026-03-01", "joined=..2026-03-01"],
  ["sort=newest", ""],
  ["joined=2026-05-01&q=%23100", "q=%23100&joined=2026-05-01.."],
])("%s is always written as %s", (typed, written) => expect(again(typed)).toBe(written))

test("writing and reading again changes nothing, whatever was typed", () => {
  const typed = fc.dictionary(fc.constantFrom("q", "tier", "by", "points", "joined", "sort"), fc.string())
  fc.assert(
    fc.property(typed, (params) => {
      const once = again(new URLSearchParams(params).toString())
      expect(again(once)).toBe(once)
    }),
  )
})

test("ends of ranges and periods may be open", () => {
  expect(readRange("..20")).toEqual({ min: null, max: 20 })
  expect(readRange("-5..")).toEqual({ min: null, max: null })
  expect(readDays("2024-02-29..")).toEqual({ from: "2024-02-29", to: null })
  expect(isDay("2025-02-29")).toBe(false)
})

test("a list is narrowed by a search or a filter, never by its order", () => {
  expect(isNarrowed(read("sort=oldest"))).toBe(false)
  expect(isNarrowed(read("q=a"))).toBe(true)
  expect(isNarrowed(read("by=staff"))).toBe(true)
})

test("no more names than anybody chooses are taken from an address", () => {
  expect(readChoices(Array.from({ length: 50 }, (_, index) => `t${index}`).join(","))).toHaveLength(20)
})
