import { acrossShops, shopDb } from "#app/lib/db.server.ts"

/** What staff can look at that shows a person. */
export type ViewedThing =
  | "members"
  | "member"
  | "orders"
  | "order"
  | "privacy_file"
  | "members_export"
  | "orders_export"

export type View = { staffId: string; what: ViewedThing; subject: string | null; at: Date }

const KEPT_DAYS = 180
const FILE_KEPT_DAYS = 60
const AT_ONCE = 1000
const LISTED = 100

/** Writes down that staff look at persons: who, what and when, by ids. `subject`: a gid or a request's id; null: a list. */
export async function recordView(shop: string, { staffId, what, subject, at }: View): Promise<void> {
  await shopDb(shop).query(
    `INSERT INTO "AccessLog" ("shop", "staffId", "what", "subject", "at") VALUES ($1, $2, $3, $4, $5)`,
    [shop, staffId, what, subject, at],
  )
}

/** The newest views. */
export async function listViews(shop: string): Promise<(View & { id: number })[]> {
  const { rows } = await shopDb(shop).query<View & { id: number }>(
    `SELECT "id", "staffId", "what", "subject", "at" FROM "AccessLog" WHERE "shop" = $1
     ORDER BY "at" DESC, "id" DESC LIMIT $2`,
    [shop, LISTED],
  )
  return rows
}

/** SQL that is true when a retention period is over (for jobs.server.ts); a day of grace, so it is rarely so. */
export const OLD_PRIVACY_DUE = `((SELECT "at" < $1::timestamptz - interval '${KEPT_DAYS + 1} days' FROM "AccessLog" ORDER BY "id" LIMIT 1)
  OR EXISTS (SELECT FROM "PrivacyRequest" WHERE "file" IS NOT NULL AND "doneAt" < $1::timestamptz - interval '${FILE_KEPT_DAYS + 1} days'))`

/** Drops views older than 180 days and answers older than 60; returns how many. */
export async function dropOldPrivacy(at: Date): Promise<number> {
  const views = await acrossShops().query(
    `DELETE FROM "AccessLog" WHERE "id" IN (
       SELECT "id" FROM "AccessLog" WHERE "at" < $1::timestamptz - $2 * interval '1 day' ORDER BY "id" LIMIT $3)`,
    [at, KEPT_DAYS, AT_ONCE],
  )
  const files = await acrossShops().query(
    `UPDATE "PrivacyRequest" SET "file" = NULL
     WHERE "file" IS NOT NULL AND "doneAt" < $1::timestamptz - $2 * interval '1 day'`,
    [at, FILE_KEPT_DAYS],
  )
  return (views.rowCount ?? 0) + (files.rowCount ?? 0)
}
