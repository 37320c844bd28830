import type pg from "pg"

/** The tables that a backup holds, parents before their children, with the columns that are written and the order of rows. */
export type BackupTable = { table: string; columns: string[]; key: string[] }

/**
 * Left out: counts that are worth a minute, what migrations were run (a restored database has run them itself), and the
 * job queue, whose jobs say only "there is work" and come back by themselves.
 */
const LEFT_OUT = ["RateLimit", "_prisma_migrations"]

export async function listTables(client: pg.Client): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable>(
    `SELECT c.relname AS "table",
       (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute AS a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
       (SELECT array_agg(a.attname::text ORDER BY array_position(i.indkey::int[], a.attnum::int)) FROM pg_index AS i
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
        WHERE i.indrelid = c.oid AND i.indisprimary) AS key
     FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname <> ALL($1) ORDER BY c.relname`,
    [LEFT_OUT],
  )
  return parentsFirst(rows, await listReferences(client))
}

export async function listMigrations(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL ORDER BY 1`,
  )
  return rows.map(({ name }) => name)
}

async function listReferences(client: pg.Client): Promise<{ child: string; parent: string }[]> {
  const { rows } = await client.query<{ child: string; parent: string }>(
    `SELECT child.relname AS child, parent.relname AS parent FROM pg_constraint AS f
     JOIN pg_class AS child ON child.oid = f.conrelid JOIN pg_class AS parent ON parent.oid = f.confrelid
     WHERE f.contype = 'f'`,
  )
  return rows
}

function parentsFirst(tables: BackupTable[], references: { child: string; parent: string }[]): BackupTable[] {
  const placed: BackupTable[] = []
  const visit = (table: BackupTable): void => {
    if (placed.includes(table)) return
    for (const { child, parent } of references) {
      const found = child === table.table && parent !== child && tables.find((one) => one.table === parent)
      if (found) visit(found)
    }
    placed.push(table)
  }
  for (const table of tables) visit(table)
  return placed
}
