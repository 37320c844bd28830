import type { Place, Step } from "./list-walk.ts"

/** A statement for one step of a list; `take`: how many entries of its index it looks at. */
export type StepSql = { text: string; values: unknown[]; take: number }

/** Entries of an index that one step looks at, when only what belongs to them decides which of them are asked for. */
export const LOOKED_AT_ONCE = 350

/** Puts a value among the statement's and returns how the statement names it. */
export type Put = (value: unknown) => string

/** Rows beyond the place where the page before ended. The first bound alone is where an index is entered. */
export function beyondPlace(
  after: Place | null,
  by: { column: string; id: string; type: "timestamptz" | "bigint"; descending: boolean },
  put: Put,
): string {
  if (!after) return "true"
  const { column, id } = by
  const [value, place] = [`${put(after.value)}::${by.type}`, put(after.id)]
  return by.descending
    ? `${column} <= ${value} AND (${column} < ${value} OR ${id} > ${place})`
    : `${column} >= ${value} AND (${column} > ${value} OR ${id} < ${place})`
}

type Value = Date | string | number

/** What the statement says beside each row, and alone when it found none (`place` null). */
export type SteppedRow<Row> = Row & {
  place: Value | null
  /** How many entries were looked at, and the last of them. */
  looked: number
  endPlace: Value | null
  endId: string | null
}

/** What a step found. Fewer entries than it takes: it came to the end. */
export function readStep<Row>(rows: SteppedRow<Row>[], take: number, idOf: (row: Row) => string): Step<Row> {
  const [first] = rows
  const over = !first || first.looked < take || first.endPlace === null || first.endId === null
  return {
    rows: rows.flatMap((row) =>
      row.place === null ? [] : [{ row, place: { value: textOf(row.place), id: idOf(row) } }],
    ),
    end: over ? null : { value: textOf(first.endPlace as Value), id: first.endId as string },
  }
}

const textOf = (value: Value) => (value instanceof Date ? value.toISOString() : String(value))
