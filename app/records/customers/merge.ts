/** A finished merge of two customers: `goneId` no longer exists in Shopify, `keptId` stays. Both are gids. */
export type Merge = { keptId: string; goneId: string }
