import fc from "fast-check"
import { expect, test } from "vitest"
import { csvLine } from "./csv.ts"

test.each([
  [["Анна", "anna@example.com", 120, null], "Анна,anna@example.com,120,\r\n"],
  [['O"Brien, Jr', "two\nlines"], '"O""Brien, Jr","two\nlines"\r\n'],
  [[" kept "], '" kept "\r\n'],
  [[-40], "-40\r\n"],
])("%j is written as %j", (cells, line) => expect(csvLine(cells)).toBe(line))

test.each(["=1+1", "+359881234567", "-2+3", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1"])(
  "%j is text, no formula",
  (typed) => {
    expect(csvLine([typed])).toMatch(/^"?'/)
  },
)

/** Reads one line back, as a spreadsheet does. */
function readLine(line: string): string[] {
  const cells: string[] = []
  const rest = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n)/y
  for (let match = rest.exec(line); match; match = rest.exec(line)) {
    const [, cell = "", end] = match
    cells.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)
    if (end === "\r\n") break
  }
  return cells
}

test("whatever stands in the fields, as many come out, and no text is a formula", () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (cells) => {
      const read = readLine(csvLine(cells))
      expect(read.map((cell, at) => (cells[at] === cell ? cell : cell.slice(1)))).toEqual(cells)
      expect(read.filter((cell) => /^\s*[=+\-@]/.test(cell))).toEqual([])
    }),
  )
})
