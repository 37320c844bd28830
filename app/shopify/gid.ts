/** Identity is the gid: "gid://shopify/Order/5085215785508". Numeric ids exceed 2^53, so they are only ever digits. */

export type GidKind = "Shop" | "Order" | "Customer" | "Product" | "ProductVariant" | "Refund" | "LineItem"

/** Builds a gid from digits read exactly (a string or bigint; a number only when it is a safe integer). */
export function toGid(kind: GidKind, id: string | bigint | number): string {
  if (typeof id === "number" && !Number.isSafeInteger(id)) throw new Error(`id lost its digits: ${id}`)
  const digits = String(id)
  if (!/^\d{1,20}$/.test(digits)) throw new Error(`not a Shopify id: ${digits.slice(0, 40)}`)
  return `gid://shopify/${kind}/${digits}`
}

/** The digits of a gid; throws when it is not one of `kind`. */
export function gidDigits(kind: GidKind, gid: string): string {
  const match = /^gid:\/\/shopify\/(\w+)\/(\d{1,20})$/.exec(gid)
  if (!match || match[1] !== kind) throw new Error(`not a ${kind} gid: ${gid.slice(0, 80)}`)
  return match[2] as string
}
