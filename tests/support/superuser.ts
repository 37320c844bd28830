import pg from "pg"
import { inject } from "vitest"

/** Runs `work` on this test's database as a superuser, whom neither triggers nor policies need to bind. */
export async function asSuperuser<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const url = new URL(inject("adminUrl"))
  url.pathname = new URL(process.env.DATABASE_URL as string).pathname
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
