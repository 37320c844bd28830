import { adminApi, type MutationOutcome } from "../admin-api.server.ts"
import { type MetafieldsSetInput, WriteMetafields, type WriteMetafieldsResult } from "../types/operations.generated.ts"

/** Our own namespace: Shopify puts the app's id in its place, and nobody else can write there. */
export const METAFIELD_NAMESPACE = "$app"

/** Shopify's limit for one call. */
export const METAFIELDS_PER_CALL = 25

/**
 * Sets up to 25 metafields in one call; all of them are written or none. Writing the same again is harmless. Refusals
 * name the input by `index` (an owner that was deleted, a value too large).
 */
export async function writeMetafields(
  shop: string,
  inputs: MetafieldsSetInput[],
): Promise<MutationOutcome<WriteMetafieldsResult>> {
  if (inputs.length > METAFIELDS_PER_CALL) throw new Error(`${inputs.length} metafields, at most 25 a call`)
  return adminApi(shop).mutate(WriteMetafields, { metafields: inputs })
}
