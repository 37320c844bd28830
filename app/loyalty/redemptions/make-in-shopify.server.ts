import { UpstreamError } from "#app/lib/errors.ts"
import { formatDecimal } from "#app/lib/money.ts"
import { createDiscount, findDiscountByCode } from "#app/shopify/operations/discounts.server.ts"
import { createGiftCard, findGiftCardByNote } from "#app/shopify/operations/gift-cards.server.ts"
import { giveStoreCredit, readStoreCredits } from "#app/shopify/operations/store-credit.server.ts"
import type { UserFault } from "#app/shopify/user-faults.ts"
import { newCode, newGiftCardCode } from "./new-code.server.ts"
import { type Claimed, changeCode, findClaimedTransactions, noteAsking } from "./outbox-rows.server.ts"
import type { Made } from "./redemption-rows.server.ts"
import { markOf, wantedDiscount } from "./wanted-discount.ts"

/** What Shopify was asked for came to: made (its gid), refused in its words, or nobody can say. */
export type MakingOutcome =
  | { kind: "made"; shopifyId: string }
  | { kind: "refused"; words: string }
  | { kind: "unclear"; words: string }

/** Before each call that makes something: throws when the row's lease may end before the call does. */
type RequireTime = () => void

type Maker = (shop: string, row: Claimed, requireTime: RequireTime) => Promise<MakingOutcome>

/** How to ask Shopify for each thing, so that asking again after a lost answer never makes two. */
export const MAKERS: Record<Exclude<Made, "nothing">, Maker> = {
  discount: makeDiscount,
  store_credit: makeStoreCredit,
  gift_card: makeGiftCard,
}

/** How often a code that somebody else has is exchanged for another in one turn. */
const MOST_CODES = 3
const DAY_MS = 86_400_000

/** The code was chosen before the first call: if it is taken and the discount bears our mark, an earlier call made it. */
async function makeDiscount(shop: string, row: Claimed, requireTime: RequireTime): Promise<MakingOutcome> {
  let { code } = row
  for (let tries = 1; tries <= MOST_CODES; tries += 1) {
    requireTime()
    const made = await createDiscount(shop, wantedDiscount({ ...row, code }))
    if (made.ok) return { kind: "made", shopifyId: made.id }
    if (!isTaken(made.faults)) return refusedFor(made.faults)
    const there = await findDiscountByCode(shop, code as string)
    if (!there) throw new UpstreamError("a code is taken, but Shopify does not show by what", 0)
    if (there.tags.includes(markOf(row.redemptionId))) return { kind: "made", shopifyId: there.id }
    code = newCode()
    await changeCode(shop, row.redemptionId, code)
  }
  throw new UpstreamError("every code we chose was taken", 0)
}

/**
 * The account knows no mark of ours. So before the first call it is noted what was the newest amount in it; after a lost
 * answer the amounts that came since and are no other redemption's are looked at: one is ours, none says that the call was
 * never done, and of several nobody can say which.
 */
async function makeStoreCredit(shop: string, row: Claimed, requireTime: RequireTime): Promise<MakingOutcome> {
  const { currency } = row.terms
  const credits = await readStoreCredits(shop, row.customerId, currency)
  if (row.askedAt !== null) {
    const before = credits.findIndex((credit) => credit.id === row.newestBefore)
    const since = before < 0 ? credits : credits.slice(0, before)
    const taken = await findClaimedTransactions(
      shop,
      since.map((credit) => credit.id),
    )
    const fits = since.filter((credit) => credit.amountMinor === row.valueMinor && !taken.has(credit.id))
    if (fits.length > 1) return { kind: "unclear", words: "several amounts in the account fit" }
    if (fits[0]) return { kind: "made", shopifyId: fits[0].id }
  }
  await noteAsking(shop, row.redemptionId, credits[0]?.id ?? null)
  requireTime()
  const amount = formatDecimal(row.valueMinor as number, currency)
  const given = await giveStoreCredit(shop, row.customerId, { amount, currency })
  return given.ok ? { kind: "made", shopifyId: given.id } : refusedFor(given.faults)
}

/** The code is ours before the call, as with discounts; Shopify never shows codes again, so the note bears the mark. */
async function makeGiftCard(shop: string, row: Claimed, requireTime: RequireTime): Promise<MakingOutcome> {
  const { gives, currency } = row.terms
  const days = gives.kind === "gift_card" ? gives.days : null
  const note = `Regulars ${markOf(row.redemptionId)}`
  let { code } = row
  for (let tries = 1; tries <= MOST_CODES; tries += 1) {
    requireTime()
    const made = await createGiftCard(shop, {
      code,
      note,
      customerId: row.customerId,
      initialAmount: { amount: formatDecimal(row.valueMinor as number, currency), currencyCode: currency },
      ...(days !== null && {
        expiresOn: new Date(row.redeemedAt.getTime() + days * DAY_MS).toISOString().slice(0, 10),
      }),
    })
    if (made.ok) return { kind: "made", shopifyId: made.id }
    if (!isTaken(made.faults)) return refusedFor(made.faults)
    // A day earlier, as our clock and Shopify's may differ; the note tells it from all others.
    const there = await findGiftCardByNote(shop, note, new Date(row.redeemedAt.getTime() - DAY_MS))
    if (there) return { kind: "made", shopifyId: there }
    code = newGiftCardCode()
    await changeCode(shop, row.redemptionId, code)
  }
  throw new UpstreamError("every code we chose was taken", 0)
}

const isTaken = (faults: UserFault[]): boolean => faults.some((fault) => fault.code === "TAKEN")

/** A fault inside Shopify is no refusal: it is asked again. */
function refusedFor(faults: UserFault[]): MakingOutcome {
  const words = faults.map((fault) => fault.message).join("; ")
  if (faults.some((fault) => fault.code === "INTERNAL_ERROR")) throw new UpstreamError(words, 0)
  return { kind: "refused", words: `Shopify refused: ${words}` }
}
