import { inShop, shopDb } from "#app/lib/db.server.ts"

/** The lists that can be saved. */
export const SAVED_LISTS = ["members", "orders", "work"] as const
export type SavedList = (typeof SAVED_LISTS)[number]

export type SavedView = { id: string; name: string; address: string; shared: boolean }

/** `name_taken`: whoever sees it sees another of this name. `gone`: there is none (any more) that they may change. */
export type ViewOutcome = { ok: true } | { ok: false; reason: "name_taken" | "limit" | "gone" }

/** So many of one list are a row of names; more would be a list of their own. */
const MOST_VIEWS = 20
const KEPT = "interval '1 day'"
const COLUMNS = `"viewId" AS id, "name", "address", "owner" IS NULL AS shared`
const THEIRS = `("owner" IS NULL OR "owner" = $2)`

/** The views of a list that a person of staff sees: the shop's and their own, by name. */
export async function listSavedViews(shop: string, staff: string, list: SavedList): Promise<SavedView[]> {
  const { rows } = await shopDb(shop).query<SavedView>(
    `SELECT ${COLUMNS} FROM "SavedView"
     WHERE "shop" = $1 AND ${THEIRS} AND "list" = $3 AND "deletedAt" IS NULL
     ORDER BY "owner" IS NOT NULL, "name", "viewId" LIMIT ${2 * MOST_VIEWS}`,
    [shop, staff, list],
  )
  return rows
}

/** `id`: chosen by the form before it is sent, so that sending it twice saves one view. */
export type NewView = { id: string; list: SavedList; name: string; address: string; shared: boolean }

export async function saveView(shop: string, staff: string, view: NewView): Promise<ViewOutcome> {
  const owner = view.shared ? null : staff
  return inShop(shop, async (tx): Promise<ViewOutcome> => {
    await tx.query(`DELETE FROM "SavedView" WHERE "shop" = $1 AND "deletedAt" < now() - ${KEPT}`, [shop])
    const { rows } = await tx.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM "SavedView"
       WHERE "shop" = $1 AND "list" = $2 AND coalesce("owner", '') = coalesce($3, '') AND "deletedAt" IS NULL
         AND "viewId" <> $4`,
      [shop, view.list, owner, view.id],
    )
    if ((rows[0]?.count ?? 0) >= MOST_VIEWS) return { ok: false, reason: "limit" }
    const { rowCount } = await tx.query(
      `INSERT INTO "SavedView" ("shop", "viewId", "list", "name", "address", "owner", "createdBy")
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
      [shop, view.id, view.list, view.name, view.address, owner, staff],
    )
    if (rowCount) return { ok: true }
    const known = await tx.query(`SELECT FROM "SavedView" WHERE "shop" = $1 AND "viewId" = $2 AND "createdBy" = $3`, [
      shop,
      view.id,
      staff,
    ])
    return known.rowCount ? { ok: true } : { ok: false, reason: "name_taken" }
  })
}

export async function renameView(shop: string, staff: string, id: string, name: string): Promise<ViewOutcome> {
  return change(shop, [shop, staff, id, name], `"name" = $4`, `"deletedAt" IS NULL`)
}

/** Takes a view away; `restoreView` brings it back. */
export async function removeView(shop: string, staff: string, id: string): Promise<ViewOutcome> {
  return change(shop, [shop, staff, id], `"deletedAt" = now()`, `"deletedAt" IS NULL`)
}

export async function restoreView(shop: string, staff: string, id: string): Promise<ViewOutcome> {
  return change(shop, [shop, staff, id], `"deletedAt" = NULL`, `"deletedAt" IS NOT NULL`)
}

const UNIQUE_VIOLATION = "23505"

async function change(shop: string, values: unknown[], set: string, from: string): Promise<ViewOutcome> {
  try {
    const { rowCount } = await shopDb(shop).query(
      `UPDATE "SavedView" SET ${set} WHERE "shop" = $1 AND ${THEIRS} AND "viewId" = $3 AND ${from}`,
      values,
    )
    return rowCount ? { ok: true } : { ok: false, reason: "gone" }
  } catch (error) {
    if ((error as { code?: string }).code === UNIQUE_VIOLATION) return { ok: false, reason: "name_taken" }
    throw error
  }
}
