import { shopDb, type Tx } from "#app/lib/db.server.ts"
import { openAllFor, vaultOf } from "#app/lib/vault/vault.server.ts"

/**
 * What staff write by hand about a member. It may name a person, so it stands sealed in a table of its own, where it can
 * be erased; the ledger, which never changes, keeps its id (docs/decisions/014-notes-beside-the-ledger.md).
 */
export const notePlace = (noteId: string) => `Note ${noteId}`

/** The id of a note that came with the request `key`: a repeat has the same one, and it tells nothing about the words. */
export async function noteIdOf(shop: string, key: string, words: string): Promise<string> {
  return (await vaultOf(shop)).fingerprint(`${key}\0${words}`)
}

/** Keeps a note about a customer. */
export async function writeNote(
  tx: Tx,
  shop: string,
  note: { noteId: string; customerId: string; words: string },
): Promise<void> {
  const vault = await vaultOf(shop)
  await tx.query(
    `INSERT INTO "Note" ("shop", "noteId", "customerId", "sealed") VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [shop, note.noteId, note.customerId, vault.seal(notePlace(note.noteId), note.words)],
  )
}

/** The words of these notes; one that was erased is left out. */
export async function readNotes(shop: string, noteIds: string[]): Promise<Map<string, string>> {
  if (noteIds.length === 0) return new Map()
  const { rows } = await shopDb(shop).query<{ noteId: string; sealed: Buffer | null; plain: string | null }>(
    `SELECT "noteId", "sealed", "plain" FROM "Note" WHERE "shop" = $1 AND "noteId" = ANY($2)`,
    [shop, noteIds],
  )
  const sealed = rows.flatMap((row) => (row.sealed ? [{ ...row, sealed: row.sealed }] : []))
  const opened = await openAllFor(
    shop,
    sealed.map((row) => ({ place: notePlace(row.noteId), sealed: row.sealed })),
  )
  const words = new Map(rows.flatMap((row) => (row.plain === null ? [] : [[row.noteId, row.plain] as const])))
  sealed.forEach((row, at) => {
    const text = opened[at]
    if (text) words.set(row.noteId, text.toString("utf8"))
  })
  return words
}
