import { randomUUID } from "node:crypto"
import { acrossShops, inShop, shopDb, type Tx } from "#app/lib/db.server.ts"
import { wake } from "#app/queue/wake.server.ts"
import { getShopFacts } from "../orders/shop-facts.server.ts"
import { loadMemberTiers } from "./member-tiers.server.ts"
import { measureTier } from "./tier-measure.ts"
import type { TierRules } from "./tier-rules.ts"

/** Who would move by tiers that are not published: every member measured by them as a publication would, nobody moved. */

/** SQL that is true while somewhere such a count is to go on. */
export const PREVIEWS_DUE = `EXISTS (SELECT FROM "TierPreview" WHERE NOT "finished")`

/** So many members of one shop moved from one level to another; null: no level. */
export type Move = { from: string | null; to: string | null; count: number }

export type Preview = { previewId: string; finished: boolean; total: number; done: number; moves: Move[] }

const PAGE = 1000
/** A count older than that is made anew: members go on buying. */
const KEPT_MINUTES = 10

const COLUMNS = `"previewId", "finished", "total", "done", "moves"`

/**
 * The count for these tiers as measured at `at` (world time): the one under way or just made, else a new one, which is gone
 * on with for `forMs` at once. What it does not come to the end of by then, the job does.
 */
export async function previewMoves(shop: string, tiers: TierRules, at: Date, forMs: number): Promise<Preview> {
  const { previewId, finished } = await begin(shop, tiers, at)
  const until = performance.now() + forMs
  let isOver = finished
  while (!isOver && performance.now() < until) isOver = await goOn(shop, previewId)
  return (await findPreview(shop, previewId)) ?? previewMoves(shop, tiers, at, forMs)
}

async function begin(shop: string, tiers: TierRules, at: Date): Promise<{ previewId: string; finished: boolean }> {
  return inShop(shop, async (tx) => {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('tier preview ' || $1, 0))`, [shop])
    const { rows } = await tx.query<{ previewId: string; finished: boolean }>(
      `SELECT "previewId", "finished" FROM "TierPreview" WHERE "shop" = $1 AND "tiers" = $2::jsonb
         AND ("createdAt" > now() - interval '${KEPT_MINUTES} minutes' OR NOT "finished")`,
      [shop, JSON.stringify(tiers)],
    )
    if (rows[0]) return rows[0]
    const previewId = randomUUID()
    await tx.query(`DELETE FROM "TierPreview" WHERE "shop" = $1`, [shop])
    await tx.query(
      `INSERT INTO "TierPreview" ("shop", "previewId", "tiers", "at", "total")
       SELECT $1, $2, $3, $4, count(*) FROM "Member" WHERE "shop" = $1`,
      [shop, previewId, JSON.stringify(tiers), at],
    )
    await wake(tx, "preview_tiers")
    return { previewId, finished: false }
  })
}

/** The count as it stands; null: it was followed by another. */
async function findPreview(shop: string, previewId: string): Promise<Preview | null> {
  const { rows } = await shopDb(shop).query<Preview>(
    `SELECT ${COLUMNS} FROM "TierPreview" WHERE "shop" = $1 AND "previewId" = $2`,
    [shop, previewId],
  )
  return rows[0] ?? null
}

/** Goes on with every count, a page of members of each shop in turn. */
export async function goOnWithPreviews(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const { rows } = await acrossShops().query<{ shop: string; previewId: string }>(
      `SELECT "shop", "previewId" FROM "TierPreview" WHERE NOT "finished" ORDER BY "createdAt" LIMIT 100`,
    )
    if (rows.length === 0) return
    for (const { shop, previewId } of rows) if (!signal.aborted) await goOn(shop, previewId)
  }
}

type Running = { tiers: TierRules; at: Date; after: string; moves: Move[] }

/** One page; true: there is nothing more to count. Two at once wait for each other. */
async function goOn(shop: string, previewId: string): Promise<boolean> {
  return inShop(shop, async (tx) => {
    const { rows } = await tx.query<Running>(
      `SELECT "tiers", "at", "after", "moves" FROM "TierPreview"
       WHERE "shop" = $1 AND "previewId" = $2 AND NOT "finished" FOR NO KEY UPDATE`,
      [shop, previewId],
    )
    const running = rows[0]
    if (!running) return true
    const ids = await nextMembers(tx, shop, running.after)
    const moved = await measurePage(tx, shop, ids, running)
    await tx.query(
      `INSERT INTO "TierPreviewMove" ("shop", "previewId", "customerId", "fromTierId", "toTierId")
       SELECT $1, $2, m."customerId", m."from", m."to"
       FROM jsonb_to_recordset($3::jsonb) AS m("customerId" text, "from" text, "to" text) ORDER BY 3`,
      [shop, previewId, JSON.stringify(moved)],
    )
    const isOver = ids.length < PAGE
    await tx.query(
      `UPDATE "TierPreview" SET "after" = $3, "done" = "done" + $4, "moves" = $5, "finished" = $6,
         "total" = greatest("total", "done" + $4)
       WHERE "shop" = $1 AND "previewId" = $2`,
      [shop, previewId, ids.at(-1) ?? running.after, ids.length, JSON.stringify(addUp(running.moves, moved)), isOver],
    )
    return isOver
  })
}

async function nextMembers(tx: Tx, shop: string, after: string): Promise<string[]> {
  const { rows } = await tx.query<{ customerId: string }>(
    `SELECT "customerId" FROM "Member" WHERE "shop" = $1 AND "customerId" > $2 ORDER BY "customerId" LIMIT ${PAGE}`,
    [shop, after],
  )
  return rows.map((row) => row.customerId)
}

type Moved = { customerId: string; from: string | null; to: string | null }

async function measurePage(tx: Tx, shop: string, ids: string[], { tiers, at }: Running): Promise<Moved[]> {
  const facts = await getShopFacts(tx, shop)
  return (await loadMemberTiers(tx, shop, ids)).flatMap(({ customerId, tierId, orders, manual }) => {
    const { levelId } = measureTier(orders ?? [], tiers, facts, at, manual)
    return levelId === tierId ? [] : [{ customerId, from: tierId, to: levelId }]
  })
}

function addUp(moves: Move[], moved: Moved[]): Move[] {
  const counts = new Map(moves.map((move) => [JSON.stringify([move.from, move.to]), { ...move }]))
  for (const { from, to } of moved) {
    const key = JSON.stringify([from, to])
    const move = counts.get(key) ?? { from, to, count: 0 }
    counts.set(key, { ...move, count: move.count + 1 })
  }
  return [...counts.values()]
}

/** Members of a count who would move, in the order of their ids, from the one after `after` on. */
export async function listMoved(shop: string, previewId: string, after: string, limit: number): Promise<Moved[]> {
  const { rows } = await shopDb(shop).query<Moved>(
    `SELECT "customerId", "fromTierId" AS "from", "toTierId" AS "to" FROM "TierPreviewMove"
     WHERE "shop" = $1 AND "previewId" = $2 AND "customerId" > $3 ORDER BY "customerId" LIMIT $4`,
    [shop, previewId, after, limit],
  )
  return rows
}
