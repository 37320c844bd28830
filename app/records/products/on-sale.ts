/** Whether a variant is sold below its compare-at price. Both are decimal texts of one currency, compared exactly. */
export function isOnSale(price: string | null | undefined, compareAt: string | null | undefined): boolean {
  if (!price || !compareAt) return false
  const decimals = Math.max(decimalsOf(price), decimalsOf(compareAt))
  return scaled(compareAt, decimals) > scaled(price, decimals)
}

const decimalsOf = (text: string) => text.split(".")[1]?.length ?? 0

function scaled(text: string, decimals: number): bigint {
  const [whole = "0", fraction = ""] = text.split(".")
  return BigInt(`${whole}${fraction.padEnd(decimals, "0")}`)
}
