import { adminApi } from "../admin-api.server.ts"
import { CreateGiftCard, FindGiftCards, type GiftCardCreateInput } from "../types/operations.generated.ts"
import type { UserFault } from "../user-faults.ts"
import { nextCursor } from "./pages.ts"

/** Makes a gift card with the code of `input`; its gid. Refused (the code is taken: `TAKEN`): the faults. */
export async function createGiftCard(
  shop: string,
  input: GiftCardCreateInput,
): Promise<{ ok: true; id: string } | { ok: false; faults: UserFault[] }> {
  const made = await adminApi(shop).mutate(CreateGiftCard, { input })
  if (!made.ok) return made
  const id = made.data.giftCardCreate?.giftCard?.id
  if (!id) throw new Error("Shopify made a gift card, but does not tell which")
  return { ok: true, id }
}

/** The gift card (gid) made since `since` with exactly this note, or null. Shopify shows no codes, so they cannot be asked for. */
export async function findGiftCardByNote(shop: string, note: string, since: Date): Promise<string | null> {
  const query = `created_at:>='${since.toISOString()}'`
  for (let after: string | null = null; ; ) {
    const { giftCards } = await adminApi(shop).query(FindGiftCards, { query, after })
    const found = giftCards.nodes.find((card) => card.note === note)
    if (found) return found.id
    after = nextCursor(giftCards.pageInfo)
    if (after === null) return null
  }
}
