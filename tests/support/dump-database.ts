import { acrossShops } from "#app/lib/db.server.ts"

/** Every row of every table of every schema as text, one a line under its table's name: what a dump of the database holds. */
export async function dumpDatabase(): Promise<string[]> {
  const { rows: tables } = await acrossShops().query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  )
  const lines: string[] = []
  for (const { name } of tables) {
    const { rows } = await acrossShops().query<{ line: string }>(`SELECT t::text AS line FROM ${name} AS t`)
    lines.push(...rows.map((row) => `${name}: ${row.line}`))
  }
  return lines
}

/** The lines that hold one of these texts in any case, as it is or as the hexadecimal text of bytea. */
export function linesWith(lines: string[], texts: Iterable<string>): string[] {
  const wanted = [...texts].flatMap((text) =>
    [text, text.toLowerCase(), text.toUpperCase()].flatMap((form) => [
      form.toLowerCase(),
      Buffer.from(form).toString("hex"),
      Buffer.from(JSON.stringify(form).slice(1, -1)).toString("hex"),
    ]),
  )
  return lines.filter((line) => {
    const lower = line.toLowerCase()
    return wanted.some((text) => lower.includes(text))
  })
}
