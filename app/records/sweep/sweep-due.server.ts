import { acrossShops, shopDb } from "#app/lib/db.server.ts"
import { sweepShop } from "./sweep.server.ts"
import type { SweepReactions } from "./sweep-steps.server.ts"

/** What follows when a shop turns out to have removed the app without our hearing of it. */
export type OnShopGone = (shop: string) => Promise<void>

const AT_ONCE = 20
/** A first sweep comes a day after the install; then every night of the shop (next-night.ts). */
const DUE = `FROM "Shop" AS s LEFT JOIN "ShopSweep" AS w USING ("shop")
  WHERE s."uninstalledAt" IS NULL AND coalesce(w."nextTryAt" <= clock_timestamp(), true)
    AND (w."phase" IS NOT NULL OR coalesce(w."nextSweepAt", s."installedAt" + interval '1 day') <= $1::timestamptz)`

/** SQL that is true when a shop's sweep is due or was cut off (for jobs.server.ts). */
export const SWEEP_DUE = `EXISTS (SELECT ${DUE})`

/** Sweeps the shops whose night it is, one after the other. */
export async function sweepDue(
  { onGone, ...reactions }: SweepReactions & { onGone: OnShopGone },
  now: () => Date,
  signal: AbortSignal,
): Promise<void> {
  const { rows } = await acrossShops().query<{ shop: string }>(
    `SELECT "shop" ${DUE} ORDER BY w."nextSweepAt" NULLS FIRST LIMIT ${AT_ONCE}`,
    [now()],
  )
  for (const { shop } of rows) {
    if (signal.aborted) return
    const outcome = await sweepShop(shop, reactions, now(), signal)
    if (outcome.kind === "no_access" && (await isGone(shop))) await onGone(shop)
  }
}

/**
 * Whether the app was removed there: Shopify has refused our permission for a day, and no webhook has come since. (A
 * refusal alone can pass; whoever removed the app gets no webhooks any more.)
 */
async function isGone(shop: string): Promise<boolean> {
  const { rows } = await shopDb(shop).query(
    `SELECT FROM "ShopSweep" AS w WHERE w."shop" = $1 AND w."refusedAt" < clock_timestamp() - interval '1 day'
       AND NOT EXISTS (SELECT FROM "WebhookEvent" AS e WHERE e."shop" = w."shop" AND e."receivedAt" > w."refusedAt")`,
    [shop],
  )
  return rows.length > 0
}
