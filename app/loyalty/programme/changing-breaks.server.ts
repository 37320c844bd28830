import { inShop, type Tx } from "#app/lib/db.server.ts"
import { wake } from "#app/queue/wake.server.ts"
import { requestMetafields } from "#app/records/shops/shop-metafields.server.ts"
import { dateAnew } from "../expiry/shop-expiry.server.ts"
import { lockProgramme } from "./programme-lock.server.ts"

/** A pause or a test begins or ends, one at a time; the storefront is told, and what follows for orders is done soon. */
export function changingBreaks<O extends { ok: boolean }>(shop: string, work: (tx: Tx) => Promise<O>): Promise<O> {
  return inShop(shop, async (tx) => {
    await lockProgramme(tx, shop)
    const outcome = await work(tx)
    if (!outcome.ok) return outcome
    await dateAnew(tx, shop)
    await requestMetafields(tx, shop, "programme")
    await wake(tx, "apply_corrections")
    return outcome
  })
}
