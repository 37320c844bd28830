import fc from "fast-check"
import { expect, test } from "vitest"
import { isAmount, isMoment, type Place, readPlace, type Step, type Walked, walkList, writePlace } from "./list-walk.ts"

const idOf = (number: number) => `gid://shopify/Order/${number}`

/** Numbers from 0 on in one index; a step looks at `chunk` of them for those that `wanted` names. */
function stepThrough(all: number, chunk: number, wanted: (number: number) => boolean) {
  return async (after: Place | null, limit: number): Promise<Step<number>> => {
    const first = after ? Number(after.value) + 1 : 0
    const looked = Array.from({ length: Math.max(0, Math.min(chunk, all - first)) }, (_, index) => first + index)
    const rows = looked.filter(wanted).slice(0, limit)
    const last = looked.at(-1)
    return {
      rows: rows.map((row) => ({ row, place: { value: String(row), id: idOf(row) } })),
      end: looked.length < chunk || last === undefined ? null : { value: String(last), id: idOf(last) },
    }
  }
}

test("page by page everything that is wanted is found once and in order, however the steps fall", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        all: fc.integer({ min: 0, max: 60 }),
        chunk: fc.integer({ min: 1, max: 20 }),
        limit: fc.integer({ min: 1, max: 12 }),
        mostSteps: fc.integer({ min: 1, max: 4 }),
        every: fc.integer({ min: 1, max: 9 }),
      }),
      async ({ all, chunk, limit, mostSteps, every }) => {
        const wanted = (number: number) => number % every === 0
        const step = stepThrough(all, chunk, wanted)
        const found: number[] = []
        let after: Place | null = null
        do {
          const page: Walked<number> = await walkList(step, { after, limit, mostSteps })
          expect(page.rows.length).toBeLessThanOrEqual(limit)
          found.push(...page.rows)
          after = page.next
        } while (after)
        expect(found).toEqual(Array.from({ length: all }, (_, number) => number).filter(wanted))
      },
    ),
  )
})

test("what is too rare to find at once is looked for as far as a page may go", async () => {
  const step = stepThrough(1_000, 10, (number) => number === 999)
  expect(await walkList(step, { after: null, limit: 25, mostSteps: 3 })).toEqual({
    rows: [],
    next: { value: "29", id: idOf(29) },
    unfinished: true,
  })
})

test("a place is read as it was written, and nothing else is a place", () => {
  const place = { value: "2026-03-01T10:00:00.000Z", id: idOf(7) }
  expect(readPlace(writePlace(place), isMoment)).toEqual(place)
  expect(readPlace(writePlace({ value: "-12", id: idOf(7) }), isAmount)).toEqual({ value: "-12", id: idOf(7) })
  for (const text of [null, "", "x", `${idOf(7)} soon`, `${idOf(7)} 2026-99-01T10:00:00.000Z`, "1; DROP 2"])
    expect(readPlace(text, isMoment)).toBeNull()
})
