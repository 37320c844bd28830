import { shopDb } from "#app/lib/db.server.ts"
import { loadVersionAt } from "./version.server.ts"

/** What joining asks for under the programme in force at `at` (world time); null: there is no programme yet. */
export async function findAsked(shop: string, at: Date): Promise<{ birthday: boolean; name: boolean } | null> {
  return (await loadVersionAt(shopDb(shop), shop, at))?.rules.members.ask ?? null
}
