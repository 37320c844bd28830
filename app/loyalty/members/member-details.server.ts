import { randomUUID } from "node:crypto"
import { type Door, shopDb, type Tx } from "#app/lib/db.server.ts"
import { openAllFor, vaultOf } from "#app/lib/vault/vault.server.ts"
import { type Birthday, isSameBirthday } from "./birthday.ts"

/** What a member tells of themselves. They may add what is missing, and correct a birthday once. */
export type MemberDetails = {
  birthday: Birthday | null
  name: string | null
  /** The feast on which they keep their name day, when it is not the first of their name; "": that again. */
  nameDay?: string | null
}
export type KnownDetails = Required<MemberDetails> & { corrected: boolean; givenAt: Date }

export type DetailsRow = { customerId: string; detailsId: string; sealed: Buffer; corrections: number; givenAt: Date }

/** Where details are sealed: by an id of their own, which stays when customers are merged. */
export const detailsPlace = (detailsId: string) => `MemberDetails ${detailsId}`

const NOTHING: Required<MemberDetails> = { birthday: null, name: null, nameDay: null }

/** What these customers told of themselves, by customer; those who told nothing are left out. */
export async function findDetails(
  at: Door | Tx,
  shop: string,
  customerIds: string[],
): Promise<Map<string, KnownDetails>> {
  const { rows } = await at.query<DetailsRow>(
    `SELECT "customerId", "detailsId", "sealed", "corrections", "givenAt" FROM "MemberDetails"
     WHERE "shop" = $1 AND "customerId" = ANY($2)`,
    [shop, customerIds],
  )
  return openDetails(shop, rows)
}

/** Opens rows of "MemberDetails", by customer. */
export async function openDetails(shop: string, rows: DetailsRow[]): Promise<Map<string, KnownDetails>> {
  const opened = await openAllFor(
    shop,
    rows.map((row) => ({ place: detailsPlace(row.detailsId), sealed: row.sealed })),
  )
  return new Map(
    rows.flatMap((row, index) => {
      const text = opened[index]
      if (!text) return []
      const told = { ...NOTHING, ...(JSON.parse(text.toString("utf8")) as Partial<MemberDetails>) }
      return [[row.customerId, { ...told, corrected: row.corrections > 0, givenAt: row.givenAt }] as const]
    }),
  )
}

/**
 * Keeps what somebody told at `at` (world time); null leaves what is known. By the member: a birthday that differs from
 * the known one is a correction, which they have once; staff may correct it as often as needed.
 */
export async function keepDetails(
  tx: Tx,
  shop: string,
  customerId: string,
  told: MemberDetails,
  by: "member" | "staff",
  at: Date,
): Promise<{ ok: true } | { ok: false; reason: "birthday_fixed" }> {
  if (told.birthday === null && told.name === null && (told.nameDay ?? null) === null) return { ok: true }
  // Two answers at once: the second waits, and is judged by what the first left.
  await tx.query(`SELECT FROM "Member" WHERE "shop" = $1 AND "customerId" = $2 FOR UPDATE`, [shop, customerId])
  const known = (await findDetails(tx, shop, [customerId])).get(customerId)
  const saysNothing = told.birthday === null && told.name === null && !told.nameDay && !known?.nameDay
  if (saysNothing) return { ok: true }
  const corrects =
    told.birthday !== null &&
    known !== undefined &&
    known.birthday !== null &&
    !isSameBirthday(told.birthday, known.birthday)
  if (corrects && by === "member" && known.corrected) return { ok: false, reason: "birthday_fixed" }
  const nameDay = told.nameDay ?? known?.nameDay
  const details: MemberDetails = {
    birthday: told.birthday ?? known?.birthday ?? null,
    name: told.name ?? known?.name ?? null,
    ...(nameDay && { nameDay }),
  }
  const detailsId = randomUUID()
  const sealed = (await vaultOf(shop)).seal(detailsPlace(detailsId), JSON.stringify(details))
  const corrections = Number((corrects && by === "member") || known?.corrected === true)
  await tx.query(
    `INSERT INTO "MemberDetails" ("shop", "customerId", "detailsId", "sealed", "corrections", "givenAt")
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT ("shop", "customerId") DO UPDATE SET "detailsId" = excluded."detailsId", "sealed" = excluded."sealed",
       "corrections" = excluded."corrections", "givenAt" = excluded."givenAt"`,
    [shop, customerId, detailsId, sealed, corrections, at],
  )
  return { ok: true }
}

/** Records that somebody agreed, at `at` (world time), to these words in this language. */
export async function recordConsent(
  tx: Tx,
  shop: string,
  customerId: string,
  consent: { words: string; locale: string },
  at: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO "MemberConsent" ("shop", "customerId", "at", "words", "locale") VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING`,
    [shop, customerId, at, consent.words, consent.locale],
  )
}

/** Two customers became one: whoever stays keeps their own details, else the other's; both agreed to what they agreed. */
export async function inheritDetails(
  tx: Tx,
  shop: string,
  fromCustomerId: string,
  toCustomerId: string,
): Promise<void> {
  const ids = [shop, fromCustomerId, toCustomerId]
  await tx.query(
    `UPDATE "MemberDetails" d SET "customerId" = $3 WHERE d."shop" = $1 AND d."customerId" = $2
       AND NOT EXISTS (SELECT FROM "MemberDetails" k WHERE k."shop" = $1 AND k."customerId" = $3)`,
    ids,
  )
  await tx.query(`DELETE FROM "MemberDetails" WHERE "shop" = $1 AND "customerId" = $2`, ids.slice(0, 2))
  await tx.query(
    `UPDATE "MemberConsent" c SET "customerId" = $3 WHERE c."shop" = $1 AND c."customerId" = $2
       AND NOT EXISTS (SELECT FROM "MemberConsent" k WHERE k."shop" = $1 AND k."customerId" = $3 AND k."at" = c."at")`,
    ids,
  )
}

/** The consents of these customers, the oldest first. */
export async function listConsents(
  shop: string,
  customerIds: string[],
): Promise<{ customerId: string; at: Date; words: string; locale: string }[]> {
  const { rows } = await shopDb(shop).query<{ customerId: string; at: Date; words: string; locale: string }>(
    `SELECT "customerId", "at", "words", "locale" FROM "MemberConsent"
     WHERE "shop" = $1 AND "customerId" = ANY($2) ORDER BY "at"`,
    [shop, customerIds],
  )
  return rows
}
