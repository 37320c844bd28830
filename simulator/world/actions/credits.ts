import { formatDecimal, parseMinor } from "#app/lib/money.ts"
import type { GiftCardRecord, StoreCreditRecord } from "../discount.ts"
import { getShop, markChanged, nextId, type World } from "../world.ts"

type Credit = { amount: string; currency: string; expiresAt: string | null }

/** Puts an amount into a customer's account of that currency, which is opened when there is none. */
export function giveStoreCredit(
  world: World,
  shop: string,
  owner: string,
  { amount, currency, expiresAt }: Credit,
  at: Date,
): { account: StoreCreditRecord; transaction: StoreCreditRecord["transactions"][number] } {
  const place = getShop(world, shop)
  const known = [...place.storeCredits.values()].find((each) => each.owner === owner && each.currency === currency)
  const account: StoreCreditRecord = known ?? {
    id: nextId(world),
    owner,
    currency,
    balance: formatDecimal(0, currency),
    transactions: [],
  }
  place.storeCredits.set(account.id, account)
  account.balance = formatDecimal(parseMinor(account.balance, currency) + parseMinor(amount, currency), currency)
  const whole = formatDecimal(parseMinor(amount, currency), currency)
  const transaction = {
    id: nextId(world),
    amount: whole,
    balance: account.balance,
    createdAt: at.toISOString(),
    expiresAt,
  }
  account.transactions.push(transaction)
  markChanged(world, "store_credit", shop, account.id)
  return { account, transaction }
}

/** Makes a gift card; its code must be free. */
export function createGiftCard(
  world: World,
  shop: string,
  made: Omit<GiftCardRecord, "id" | "createdAt" | "balance">,
  at: Date,
): GiftCardRecord {
  const place = getShop(world, shop)
  const card = { ...made, id: nextId(world), balance: made.initial, createdAt: at.toISOString() }
  place.giftCards.set(card.id, card)
  markChanged(world, "gift_card", shop, card.id)
  return card
}
