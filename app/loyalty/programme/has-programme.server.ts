import { shopDb } from "#app/lib/db.server.ts"
import { loadVersionAt } from "./version.server.ts"

/** Whether a programme is in force at `at` (world time): before the first is published, nobody can join. */
export async function hasProgramme(shop: string, at: Date): Promise<boolean> {
  return (await loadVersionAt(shopDb(shop), shop, at)) !== null
}
