import type { Tx } from "#app/lib/db.server.ts"

/** Held until the transaction ends: a publication has the programme for itself, whoever relies on it shares it. */

const KEY = `hashtextextended('programme ' || $1, 0)`

/** Waits for everybody who changes the programme or relies on what it is. */
export async function lockProgramme(tx: Tx, shop: string): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(${KEY})`, [shop])
}

/** Keeps the programme as it is from now on; waits for who is changing it. Taken before any other lock. */
export async function holdProgramme(tx: Tx, shop: string): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock_shared(${KEY})`, [shop])
}

/** Keeps the programme as it is from now on; false, without waiting: it is being changed at this moment. */
export async function tryHoldProgramme(tx: Tx, shop: string): Promise<boolean> {
  const { rows } = await tx.query<{ held: boolean }>(`SELECT pg_try_advisory_xact_lock_shared(${KEY}) AS held`, [shop])
  return rows[0]?.held ?? false
}
