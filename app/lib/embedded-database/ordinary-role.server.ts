import pg from "pg"

/**
 * The role the app works as: no superuser, so that row-level security binds it (superusers pass by), and owner of its
 * databases, so that it may migrate them.
 */
export type OrdinaryRole = { name: string; password: string }

/** Several processes may start one cluster at the same time: one of them makes what is missing, the others wait. */
const SETUP_LOCK = 41_003

/** Makes the role, or gives it its password again. */
export async function makeOrdinaryRole(adminUrl: string, { name, password }: OrdinaryRole): Promise<void> {
  await asAdmin(adminUrl, async (admin) => {
    const { rowCount } = await admin.query("SELECT FROM pg_roles WHERE rolname = $1", [name])
    if (rowCount) return
    await admin.query(`CREATE ROLE ${admin.escapeIdentifier(name)} LOGIN PASSWORD ${admin.escapeLiteral(password)}`)
  })
}

/** Creates `database` for `owner` when it is missing; one that the superuser made earlier is handed over with all in it. */
export async function provideDatabase(
  adminUrl: (database: string) => string,
  database: string,
  owner: string,
): Promise<void> {
  await asAdmin(adminUrl("postgres"), async (admin) => {
    const { rows } = await admin.query<{ owner: string }>(
      "SELECT pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = $1",
      [database],
    )
    if (rows[0]?.owner === owner) return
    const [name, role] = [database, owner].map((one) => admin.escapeIdentifier(one))
    if (!rows[0]) return void (await admin.query(`CREATE DATABASE ${name} OWNER ${role}`))
    await giveAllTo(adminUrl(database), owner)
    await admin.query(`ALTER DATABASE ${name} OWNER TO ${role}`) // last, as the sign that all was done
  })
}

/** Everything a superuser made in this database becomes the role's; sequences and row types follow their tables. */
async function giveAllTo(url: string, owner: string): Promise<void> {
  await asAdmin(url, async (admin) => {
    const { rows } = await admin.query<{ what: string }>(`
    WITH ours AS (SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')
    SELECT format('SCHEMA %I', nspname) AS what FROM pg_namespace JOIN ours USING (oid) WHERE nspname <> 'public'
    UNION ALL
    SELECT format('%s %s', CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
        ELSE 'TABLE' END, oid::regclass)
      FROM pg_class c WHERE relnamespace IN (SELECT oid FROM ours) AND relkind IN ('r', 'p', 'v', 'm', 'S')
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i', 'e') AND c.relkind = 'S')
    UNION ALL
    SELECT format('ROUTINE %s', oid::regprocedure) FROM pg_proc p WHERE pronamespace IN (SELECT oid FROM ours)
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    UNION ALL
    SELECT format('TYPE %s', t.oid::regtype) FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
      WHERE t.typnamespace IN (SELECT oid FROM ours) AND t.typtype IN ('c', 'd', 'e')
        AND (t.typtype <> 'c' OR c.relkind = 'c')`)
    const role = admin.escapeIdentifier(owner)
    await admin.query(rows.map(({ what }) => `ALTER ${what} OWNER TO ${role};`).join("\n"))
  })
}

async function asAdmin<T>(adminUrl: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    await admin.query("SELECT pg_advisory_lock($1)", [SETUP_LOCK])
    return await work(admin)
  } finally {
    await admin.end()
  }
}
