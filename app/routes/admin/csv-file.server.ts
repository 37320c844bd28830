import { CSV_MARK, type CsvCell, csvLine } from "#app/lib/csv.ts"
import { log } from "#app/lib/log.server.ts"
import { plainError } from "#app/lib/plain-error.ts"

export type CsvColumn<Row> = { heading: string; cell: (row: Row) => CsvCell }

/**
 * A table as a file that is written while it is read: however long the list, only a portion of it is in memory. A fault
 * after the beginning cuts the answer off, so that the browser reports a failed download rather than keep half a table.
 */
export function csvFile<Row>(name: string, columns: CsvColumn<Row>[], portions: AsyncGenerator<Row[]>): Response {
  const encoder = new TextEncoder()
  const lineOf = (row: Row) => csvLine(columns.map((column) => column.cell(row)))
  const body = new ReadableStream<Uint8Array>({
    start: (controller) =>
      controller.enqueue(encoder.encode(CSV_MARK + csvLine(columns.map((column) => column.heading)))),
    pull: async (controller) => {
      try {
        const { value, done } = await portions.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value.map(lineOf).join("")))
      } catch (error) {
        log.error({ file: name, error: plainError(error) }, "a table could not be written to its end")
        controller.error(error)
      }
    },
    cancel: async () => void (await portions.return(undefined)),
  })
  return new Response(body, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "no-store",
    },
  })
}
