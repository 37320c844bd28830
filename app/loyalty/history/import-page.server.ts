import { shopDb } from "#app/lib/db.server.ts"
import {
  type BackfillCounts,
  type BackfillPhase,
  type BackfillState,
  findBackfill,
} from "#app/records/backfill/backfill-rows.server.ts"
import { readsAllOrders } from "#app/records/shops/shops.server.ts"
import { listFirstAndNewest } from "../programme/version.server.ts"

/** What the page about past orders shows; moments are ISO 8601. */
export type ImportPage = {
  /** Shopify shows this app every order, not only those of the last 60 days. */
  wholeHistory: boolean
  /** Null: no programme was ever published. */
  history: { points: "none" | "since"; sinceDays: number } | null
  /** The newest import; null: there was none. */
  latest: LatestImport | null
}

export type LatestImport = {
  id: number
  state: BackfillState
  phase: BackfillPhase
  counts: BackfillCounts
  partial: boolean
  /** Orders that Shopify says there are; null: not known yet. */
  orderCount: number | null
  /** How much of the file was read, in percent; null: it is not being read. */
  share: number | null
  startedAt: string
  finishedAt: string | null
  error: string | null
}

export async function getImportPage(shop: string): Promise<ImportPage> {
  const [wholeHistory, versions, latest] = await Promise.all([
    readsAllOrders(shop),
    listFirstAndNewest(shopDb(shop), shop),
    findLatest(shop),
  ])
  return { wholeHistory, history: versions.at(-1)?.rules.history ?? null, latest }
}

async function findLatest(shop: string): Promise<LatestImport | null> {
  const found = await findBackfill(shop)
  if (!found) return null
  const { id, state, phase, counts, partial, orderCount, byteOffset, byteCount, startedAt, finishedAt, error } = found
  const share = phase === "reading" && byteCount ? Math.floor((byteOffset * 100) / byteCount) : null
  return {
    ...{ id, state, phase, counts, partial, orderCount, share, error },
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  }
}
