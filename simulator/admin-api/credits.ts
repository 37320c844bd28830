import { parseMinor } from "#app/lib/money.ts"
import { createGiftCard, giveStoreCredit } from "../world/actions/credits.ts"
import type { GiftCardRecord, StoreCreditRecord } from "../world/discount.ts"
import type { ApiContext } from "./api-context.ts"
import { type PageArguments, paginate, paginateList } from "./connection.ts"
import { money } from "./nodes/money.ts"
import { matchesTime, parseSearchQuery, unknownTerm } from "./search-query.ts"

/** Store credit and gift cards: what apps give, and how it is shown. */

type MoneyInput = { amount: unknown; currencyCode: string }
type CreditInput = { creditAmount: MoneyInput; expiresAt?: unknown; notify?: boolean | null }
type GiftCardInput = {
  code?: string | null
  note?: string | null
  customerId?: string | null
  initialAmount?: MoneyInput | null
  expiresOn?: unknown
}

type Node = Record<string, unknown>
const fault = (code: string, field: string[], message: string) => [{ code, field, message }]
const GIFT_CARD_CODE = /^[a-z0-9]{8,20}$/i

export function creditMutations(context: ApiContext): Record<string, unknown> {
  return {
    storeCreditAccountCredit: (args: { id: string; creditInput: CreditInput }) => credit(context, args),
    giftCardCreate: ({ input }: { input: GiftCardInput }) => makeGiftCard(context, input),
  }
}

export function creditQueries(context: ApiContext): Record<string, unknown> {
  return {
    giftCards: (args: PageArguments & { query?: string | null }) => {
      const terms = parseSearchQuery(args.query)
      const found = [...context.place.giftCards.values()].filter((card) =>
        terms.every((term) =>
          term.field === "created_at" ? matchesTime(card.createdAt, term) : unknownTerm("gift cards", term),
        ),
      )
      return paginate(found, args, ({ id }) => ({ value: "", id }), giftCardNode)
    },
  }
}

/** A customer's accounts, one for each currency. */
export function storeCreditAccounts(context: ApiContext, owner: string, args: PageArguments) {
  const own = [...context.place.storeCredits.values()].filter((account) => account.owner === owner)
  return paginateList(own, args, accountNode)
}

function credit(context: ApiContext, { id, creditInput }: { id: string; creditInput: CreditInput }): Node {
  const refuse = (code: string, field: string[], message: string) => ({
    storeCreditAccountTransaction: null,
    userErrors: fault(code, field, message),
  })
  const { currency } = context.place.shop
  const { amount, currencyCode } = creditInput.creditAmount
  if (!context.place.customers.has(id.split("/").at(-1) as string))
    return refuse("OWNER_NOT_FOUND", ["id"], "Owner does not exist")
  if (currencyCode !== currency)
    return refuse("UNSUPPORTED_CURRENCY", ["creditInput", "creditAmount"], "Currency is not supported")
  if (parseMinor(String(amount), currency) <= 0)
    return refuse("NEGATIVE_OR_ZERO_AMOUNT", ["creditInput", "creditAmount"], "A positive amount must be used")
  const expiresAt = creditInput.expiresAt ? String(creditInput.expiresAt) : null
  const given = { amount: String(amount), currency, expiresAt }
  const { account, transaction } = giveStoreCredit(context.simulator.world, context.shop, id, given, context.at)
  return { storeCreditAccountTransaction: transactionNode(account, transaction), userErrors: [] }
}

function makeGiftCard(context: ApiContext, input: GiftCardInput): Node {
  const refuse = (code: string, field: string, message: string) => ({
    giftCard: null,
    giftCardCode: null,
    userErrors: fault(code, ["input", field], message),
  })
  const { code, initialAmount, customerId } = input
  const { currency } = context.place.shop
  if (!code || !GIFT_CARD_CODE.test(code)) return refuse("INVALID", "code", "Code must be 8 to 20 letters and digits")
  if ([...context.place.giftCards.values()].some((card) => card.code === code.toLowerCase()))
    return refuse("TAKEN", "code", "Code has already been taken")
  if (customerId && !context.place.customers.has(customerId.split("/").at(-1) as string))
    return refuse("CUSTOMER_NOT_FOUND", "customerId", "The customer could not be found.")
  if (
    !initialAmount ||
    initialAmount.currencyCode !== currency ||
    parseMinor(String(initialAmount.amount), currency) <= 0
  )
    return refuse("GREATER_THAN", "initialAmount", "Initial value must be greater than 0")
  const made = {
    code: code.toLowerCase(),
    note: input.note ?? null,
    customer: customerId ?? null,
    initial: String(initialAmount.amount),
    currency,
    expiresOn: input.expiresOn ? String(input.expiresOn) : null,
  }
  const card = createGiftCard(context.simulator.world, context.shop, made, context.at)
  return { giftCard: giftCardNode(card), giftCardCode: code, userErrors: [] }
}

function giftCardNode(card: GiftCardRecord): Node {
  const { note, currency, expiresOn, createdAt } = card
  const lastCharacters = card.code.slice(-4)
  return {
    __typename: "GiftCard",
    id: `gid://shopify/GiftCard/${card.id}`,
    note,
    balance: money(card.balance, currency),
    initialValue: money(card.initial, currency),
    enabled: true,
    expiresOn,
    lastCharacters,
    maskedCode: `•••• •••• •••• ${lastCharacters}`,
    createdAt,
  }
}

function accountNode(account: StoreCreditRecord): Node {
  const { balance, currency, transactions } = account
  return {
    __typename: "StoreCreditAccount",
    id: `gid://shopify/StoreCreditAccount/${account.id}`,
    balance: money(balance, currency),
    transactions: (args: PageArguments) =>
      paginate(
        transactions,
        args,
        ({ id, createdAt }) => ({ value: createdAt, id }),
        (transaction) => transactionNode(account, transaction),
      ),
  }
}

function transactionNode(account: StoreCreditRecord, transaction: StoreCreditRecord["transactions"][number]): Node {
  const { id, amount, balance, createdAt, expiresAt } = transaction
  return {
    __typename: "StoreCreditAccountCreditTransaction",
    id: `gid://shopify/StoreCreditAccountCreditTransaction/${id}`,
    account: () => accountNode(account),
    amount: money(amount, account.currency),
    balanceAfterTransaction: money(balance, account.currency),
    createdAt,
    event: "ADJUSTMENT",
    expiresAt,
  }
}
