import type { Tx } from "#app/lib/db.server.ts"
import { AppError } from "#app/lib/errors.ts"
import { prepared } from "#app/lib/prepared.server.ts"
import type { CurrencyChange } from "../tiers/convert-spend.ts"

/** What the rules need to know about a shop. */
export type ShopFacts = {
  timezone: string
  currency: string
  developmentStore: boolean
  currencyChanges: CurrencyChange[]
}

const SHOP_FACTS = prepared(
  `SELECT s."timezone", s."currency", s."developmentStore", (
     SELECT json_agg(c ORDER BY c."changedAt") FROM "ShopCurrencyChange" c WHERE c."shop" = s."shop") AS changes
   FROM "Shop" s WHERE s."shop" = $1`,
)

/** Reads a shop's facts; throws `not_found` for a shop that never installed. */
export async function getShopFacts(tx: Pick<Tx, "query">, shop: string): Promise<ShopFacts> {
  const { rows } = await tx.query<Omit<ShopFacts, "currencyChanges"> & { changes: StoredChange[] | null }>(
    SHOP_FACTS([shop]),
  )
  const row = rows[0]
  if (!row) throw new AppError("not_found", `shop ${shop} is not installed`)
  const { changes, ...facts } = row
  return { ...facts, currencyChanges: (changes ?? []).map(readChange) }
}

type StoredChange = {
  fromCurrency: string
  toCurrency: string
  rateNumerator: number
  rateDenominator: number
  changedAt: string
}

function readChange(change: StoredChange): CurrencyChange {
  return {
    from: change.fromCurrency,
    to: change.toCurrency,
    numerator: change.rateNumerator,
    denominator: change.rateDenominator,
    at: new Date(change.changedAt),
  }
}
