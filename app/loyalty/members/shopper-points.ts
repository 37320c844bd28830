/** How an entry of the ledger reads to the shopper it belongs to. */
export type ShopperMovement = { delta: number; pendingDelta: number; debtDelta: number }

/**
 * The one signed number of an entry: what became theirs or was taken (paid-off debt counts as given, new debt as
 * taken), else what began or ceased to wait.
 */
export function shopperPoints({ delta, pendingDelta, debtDelta }: ShopperMovement): number {
  return delta - debtDelta || pendingDelta
}
