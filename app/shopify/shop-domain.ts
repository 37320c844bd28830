/** True for a shop's permanent domain, "name.myshopify.com" in lower case: the only name under which a shop is known. */
export function isShopDomain(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,60}\.myshopify\.com$/.test(text)
}
