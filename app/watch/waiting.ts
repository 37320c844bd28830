/** Rows that wait for a job, whether their time has come or not: what stands behind FROM. Events are counted apart. */
export const WAITING = {
  member_syncs: `"MemberSync" WHERE "wanted" > "written"`,
  shop_metafields: `"ShopMetafield" WHERE "wanted" > "written"`,
  doubtful_orders: `"Order" WHERE "doubtfulSince" IS NOT NULL`,
  order_waits: `"OrderWait" WHERE NOT "discarded"`,
  owed_settlements: `"OwedSettlement"`,
} as const satisfies Record<string, string>
