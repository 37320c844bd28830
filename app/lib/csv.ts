/** A field of a table: a number is written as such, everything else as text. */
export type CsvCell = string | number | null

/** Tells spreadsheets that the file is UTF-8; without it they take Cyrillic for something else. */
export const CSV_MARK = "\uFEFF"

/** A program that opens the file takes a text that begins so for a formula, and runs it. */
const FORMULA = /^[\s\u00a0]*[=+\-@\t\r\u2212\uff0b\uff0d\uff1d\uff20]/

/**
 * One line of a table (RFC 4180). What people typed comes in as they typed it, but never as a formula: a text that a
 * spreadsheet would calculate gets an apostrophe before it (OWASP, CSV injection).
 */
export function csvLine(cells: CsvCell[]): string {
  return `${cells.map(field).join(",")}\r\n`
}

function field(cell: CsvCell): string {
  if (cell === null) return ""
  if (typeof cell === "number") return String(cell)
  const safe = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}
