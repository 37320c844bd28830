import { lookMetafield } from "#app/appearance/look-store.server.ts"
import { programmeMetafield } from "#app/loyalty/sync/programme-metafield.server.ts"
import type { MetafieldContents } from "#app/records/shops/shop-metafields.server.ts"

/** Every metafield that we keep of a shop for its storefront, and who says what it holds. */
export const SHOP_METAFIELDS: MetafieldContents = {
  programme: programmeMetafield,
  look: lookMetafield,
}
