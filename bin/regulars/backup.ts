import { createWriteStream } from "node:fs"
import { rename } from "node:fs/promises"
import { Transform } from "node:stream"
import { pipeline } from "node:stream/promises"
import { createGzip } from "node:zlib"
import type pg from "pg"
import { to as copyTo } from "pg-copy-streams"
import { connectAcrossShops } from "#app/lib/scoped-statement.server.ts"
import { type BackupEnd, type BackupHead, END_OF_TABLE, FORMAT, type TableHead } from "./backup-file.ts"
import { type BackupTable, listMigrations, listTables } from "./backup-tables.ts"
import { CommandError, type Context, print, USAGE_EXIT } from "./context.ts"

/**
 * `backup FILE`: everything of every shop as it was at one moment, while servers and workers go on. It runs as the app's
 * own role. The file appears under its name only when it is whole.
 */
export async function backup(context: Context, args: string[]): Promise<number> {
  const [file, ...more] = args
  if (!file || more.length > 0) throw new CommandError("Usage: npm run regulars -- backup FILE", USAGE_EXIT)
  const client = await connectAcrossShops(process.env.DATABASE_URL as string)
  try {
    const rows = await writeBackup(client, file)
    print(context, { file, rows }, () => [`${rows} rows of every shop were written to ${file}.`])
    return 0
  } finally {
    await client.end()
  }
}

async function writeBackup(client: pg.Client, file: string): Promise<number> {
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
  let rows = 0
  async function* text(): AsyncGenerator<string | Buffer> {
    const head: BackupHead = {
      format: FORMAT,
      madeAt: new Date().toISOString(),
      migrations: await listMigrations(client),
    }
    yield `${JSON.stringify(head)}\n`
    for (const table of await listTables(client)) {
      yield `${JSON.stringify({ table: table.table, columns: table.columns } satisfies TableHead)}\n`
      const counting = countLines((count) => {
        rows += count
      })
      const copied = client.query(copyTo(copySql(client, table)))
      copied.on("error", (error) => counting.destroy(error))
      for await (const chunk of copied.pipe(counting)) yield chunk as Buffer
      yield `${END_OF_TABLE}\n`
    }
    yield `${JSON.stringify({ rows } satisfies BackupEnd)}\n`
  }
  await pipeline(text, createGzip({ level: 6 }), createWriteStream(`${file}.part`, { mode: 0o600, flush: true }))
  await client.query("COMMIT")
  await rename(`${file}.part`, file)
  return rows
}

/** In the order of the key: entries of the ledger must come back one after the other. */
function copySql(client: pg.Client, { table, columns, key }: BackupTable): string {
  const names = (list: string[]) => list.map((name) => client.escapeIdentifier(name)).join(", ")
  return `COPY (SELECT ${names(columns)} FROM ${client.escapeIdentifier(table)} ORDER BY ${names(key)}) TO STDOUT`
}

/** Rows are lines: COPY writes a line break inside a text as \n. */
function countLines(counted: (count: number) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      let count = 0
      for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, at + 1)) count += 1
      counted(count)
      done(null, chunk)
    },
  })
}
