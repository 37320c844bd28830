import pg from "pg"

/** Whether the role of this connection URL passes by row-level security: a superuser, or a role with BYPASSRLS. */
export async function passesByPolicies(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ passes: boolean }>(
      "SELECT rolsuper OR rolbypassrls AS passes FROM pg_roles WHERE rolname = current_user",
    )
    return rows[0]?.passes ?? false
  } finally {
    await client.end()
  }
}
