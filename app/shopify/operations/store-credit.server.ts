import { parseMinor } from "#app/lib/money.ts"
import { adminApi } from "../admin-api.server.ts"
import { GiveStoreCredit, ReadStoreCredit } from "../types/operations.generated.ts"
import type { UserFault } from "../user-faults.ts"

/** An amount that was put into a customer's account. */
export type StoreCredit = { id: string; amountMinor: number }

/** Puts an amount ("5.00") into a customer's account of that currency; the transaction's gid. Twice is two amounts. */
export async function giveStoreCredit(
  shop: string,
  customerId: string,
  { amount, currency }: { amount: string; currency: string },
): Promise<{ ok: true; id: string } | { ok: false; faults: UserFault[] }> {
  const given = await adminApi(shop).mutate(GiveStoreCredit, {
    customerId,
    credit: { creditAmount: { amount, currencyCode: currency } },
  })
  if (!given.ok) return given
  const id = given.data.storeCreditAccountCredit?.storeCreditAccountTransaction?.id
  if (!id) throw new Error("Shopify gave store credit, but does not tell by which transaction")
  return { ok: true, id }
}

/** What people or apps put into a customer's account of this currency, the newest first, among its last 20 transactions. */
export async function readStoreCredits(shop: string, customerId: string, currency: string): Promise<StoreCredit[]> {
  const { customer } = await adminApi(shop).query(ReadStoreCredit, { customerId })
  const account = customer?.storeCreditAccounts.nodes.find(({ balance }) => balance.currencyCode === currency)
  return (account?.transactions.nodes ?? []).flatMap((credit) =>
    "id" in credit && credit.event === "ADJUSTMENT"
      ? [{ id: credit.id, amountMinor: parseMinor(credit.amount.amount, currency) }]
      : [],
  )
}
