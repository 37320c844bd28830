import { once } from "node:events"
import { finished } from "node:stream/promises"
import type pg from "pg"
import { from as copyFrom } from "pg-copy-streams"
import { migrate } from "#app/lib/migrate.server.ts"
import { connectAcrossShops } from "#app/lib/scoped-statement.server.ts"
import {
  type BackupEnd,
  type BackupHead,
  END_OF_TABLE,
  FORMAT,
  type Lines,
  openLines,
  readJsonLine,
  type TableHead,
} from "./backup-file.ts"
import { type BackupTable, listMigrations, listTables } from "./backup-tables.ts"
import { CommandError, type Context, print, USAGE_EXIT } from "./context.ts"

/**
 * `restore FILE`: a backup into an empty database, all or nothing. Every row passes the constraints and triggers that it
 * passed when it was first written, so a ledger that does not add up is refused. What happened after the backup is brought
 * back by a sweep, and erasures by `redactions replay` (docs/guides/operate.md).
 */
export async function restore(context: Context, args: string[]): Promise<number> {
  const [file, ...more] = args
  if (!file || more.length > 0) throw new CommandError("Usage: npm run regulars -- restore FILE", USAGE_EXIT)
  const databaseUrl = process.env.DATABASE_URL as string
  const lines = openLines(file)
  try {
    const head = readJsonLine<BackupHead>(await lines.next(), file)
    if (head.format !== FORMAT) throw new CommandError(`${file} is not a backup that \`regulars backup\` made.`)
    await migrate(databaseUrl)
    const client = await connectAcrossShops(databaseUrl)
    try {
      const rows = await fill(client, head, lines, file)
      print(context, { file, rows, madeAt: head.madeAt }, () => [
        `${rows} rows were restored, as they were at ${head.madeAt}.`,
        "Now repeat erasures (redactions replay FILE), then sweep each shop; docs/guides/operate.md tells how.",
      ])
      return 0
    } finally {
      await client.end()
    }
  } finally {
    lines.close()
  }
}

async function fill(client: pg.Client, head: BackupHead, lines: Lines, file: string): Promise<number> {
  await requireSameShape(client, head)
  const tables = await listTables(client)
  await client.query("BEGIN")
  await requireEmpty(client, tables)
  let rows = 0
  for (;;) {
    const line = readJsonLine<TableHead | BackupEnd>(await lines.next(), file)
    if ("rows" in line) {
      if (line.rows !== rows) throw new CommandError(`${file} tells of ${line.rows} rows but holds ${rows}.`)
      break
    }
    const table = tables.find((one) => one.table === line.table)
    if (!table) throw new CommandError(`${file} holds a table that this version does not know: ${line.table}`)
    rows += await fillTable(client, { ...table, columns: line.columns }, lines)
  }
  for (const table of tables) await continueSequences(client, table)
  await client.query("COMMIT") // the ledger's deferred triggers check everything here
  return rows
}

async function requireSameShape(client: pg.Client, head: BackupHead): Promise<void> {
  const own = await listMigrations(client)
  if (JSON.stringify(own) === JSON.stringify(head.migrations)) return
  const newest = head.migrations.at(-1)
  throw new CommandError(
    `The backup was made by another version of Regulars (its newest migration is ${newest}, here ${own.at(-1)}). ` +
      "Restore it with that version, then upgrade.",
  )
}

async function requireEmpty(client: pg.Client, tables: BackupTable[]): Promise<void> {
  for (const { table } of tables) {
    const { rowCount } = await client.query(`SELECT FROM ${client.escapeIdentifier(table)} LIMIT 1`)
    if (rowCount) throw new CommandError(`The database is not empty (${table} has rows). Restore into a new one.`)
  }
}

/** Through a temporary table, because COPY does not write into tables with row-level security. Returns how many rows. */
async function fillTable(client: pg.Client, { table, columns, key }: BackupTable, lines: Lines): Promise<number> {
  const names = (list: string[]) => list.map((name) => client.escapeIdentifier(name)).join(", ")
  const target = client.escapeIdentifier(table)
  await client.query(`CREATE TEMPORARY TABLE incoming AS SELECT ${names(columns)} FROM ${target} WITH NO DATA`)
  const copy = client.query(copyFrom(`COPY incoming (${names(columns)}) FROM STDIN`))
  let rows = 0
  for (let line = await lines.next(); !isEnd(line); line = await lines.next()) {
    if (!copy.write(line)) await once(copy, "drain")
    rows += 1
  }
  copy.end()
  await finished(copy)
  await client.query(
    `INSERT INTO ${target} (${names(columns)}) OVERRIDING SYSTEM VALUE
     SELECT ${names(columns)} FROM incoming ORDER BY ${names(key)}`,
  )
  await client.query("DROP TABLE incoming")
  return rows
}

function isEnd(line: Buffer): boolean {
  return line.length === END_OF_TABLE.length + 1 && line.toString("latin1") === `${END_OF_TABLE}\n`
}

/** Numbers that the database gives go on after the highest that was restored. */
async function continueSequences(client: pg.Client, { table, columns }: BackupTable): Promise<void> {
  const target = client.escapeIdentifier(table)
  const { rows } = await client.query<{ column: string; sequence: string }>(
    `SELECT c AS "column", pg_get_serial_sequence($1, c) AS sequence FROM unnest($2::text[]) AS c
     WHERE pg_get_serial_sequence($1, c) IS NOT NULL`,
    [target, columns],
  )
  for (const { column, sequence } of rows) {
    const highest = `(SELECT coalesce(max(${client.escapeIdentifier(column)}), 0) FROM ${target})`
    await client.query(`SELECT setval($1, greatest(${highest}, 1), ${highest} > 0)`, [sequence])
  }
}
