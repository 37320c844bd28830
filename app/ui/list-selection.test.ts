import { expect, test } from "vitest"
import { changeSelection, countChosen, isChosen, NOTHING_CHOSEN, type Selection } from "./list-selection.ts"

const PAGE = ["a", "b", "c", "d"]
const some = (...ids: string[]): Selection => ({ kind: "some", ids })

test.each([
  [some(), { what: "row", on: true, id: "b" }, some("b")],
  [some("a", "b"), { what: "row", on: false, id: "a" }, some("b")],
  [some("z"), { what: "page", on: true }, some("z", "a", "b", "c", "d")],
  [some("z", "a", "b"), { what: "page", on: false }, some("z")],
  [some("a"), { what: "stretch", on: true, from: 3, to: 1 }, some("a", "b", "c", "d")],
  [some("a", "b"), { what: "stretch", on: false, from: 0, to: 1 }, some()],
  [some("a"), { what: "all", on: true }, { kind: "all" }],
  [{ kind: "all" }, { what: "all", on: false }, some()],
  [{ kind: "all" }, { what: "page", on: false }, some()],
  [{ kind: "all" }, { what: "row", on: false, id: "c" }, some("a", "b", "d")],
] as const)("%j and %j give %j", (before, change, after) =>
  expect(changeSelection(before, change, PAGE)).toEqual(after),
)

test("what was chosen on another page stays chosen and is counted", () => {
  const first = changeSelection(NOTHING_CHOSEN, { what: "page", on: true }, PAGE)
  const second = changeSelection(first, { what: "row", on: true, id: "x" }, ["x", "y"])
  expect([countChosen(second), isChosen(second, "a"), isChosen(second, "y")]).toEqual([5, true, false])
  expect(countChosen({ kind: "all" })).toBe("All")
})

test("never more single rows than one request may name", () => {
  const many = Array.from({ length: 200 }, (_, index) => String(index))
  expect(countChosen(changeSelection(NOTHING_CHOSEN, { what: "page", on: true }, many))).toBe(100)
})
