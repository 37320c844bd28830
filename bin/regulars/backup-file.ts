import { createReadStream } from "node:fs"
import { createGunzip } from "node:zlib"
import { CommandError } from "./context.ts"

/**
 * The file of a backup, gzipped text: a head, then for each table its head, its rows as PostgreSQL's COPY writes them (one
 * a line) and `\.`; at last how many rows there were, so that a file cut short is known. Heads and end are JSON. Personal
 * data stands in it as it stands in the database: sealed.
 */
export type BackupHead = {
  format: typeof FORMAT
  madeAt: string
  /** Names of the migrations that the database had: its shape. */
  migrations: string[]
}
export type TableHead = { table: string; columns: string[] }
export type BackupEnd = { rows: number }

export const FORMAT = "regulars-backup-1"
export const END_OF_TABLE = "\\."
const NEWLINE = 0x0a

/** Hands out a file's lines, each with its newline. */
export type Lines = {
  /** Throws in plain words when there is no next line. */
  next: () => Promise<Buffer>
  close: () => void
}

export function openLines(file: string): Lines {
  const source = createReadStream(file)
  const text = source.pipe(createGunzip())
  source.on("error", (error) => text.destroy(error))
  const lines = linesOf(text)
  return {
    next: async () => {
      const { value } = await lines.next().catch((error: Error) => {
        throw new CommandError(`${file} cannot be read: ${error.message}`)
      })
      if (!value) throw new CommandError(`${file} was cut short: its end is missing. Use another backup.`)
      return value
    },
    close: () => {
      text.destroy()
      source.destroy()
    },
  }
}

async function* linesOf(text: AsyncIterable<Buffer>): AsyncGenerator<Buffer, undefined> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of text) {
    const held = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    let from = 0
    for (let end = held.indexOf(NEWLINE); end >= 0; end = held.indexOf(NEWLINE, from)) {
      yield held.subarray(from, end + 1)
      from = end + 1
    }
    rest = held.subarray(from)
  }
}

/** A head or the end; throws in plain words when it is neither. */
export function readJsonLine<T>(line: Buffer, file: string): T {
  try {
    return JSON.parse(line.toString("utf8")) as T
  } catch {
    throw new CommandError(`${file} is not a backup that \`regulars backup\` made.`)
  }
}
