/**
 * The front door writes who asks into these headers of the request, over whatever was sent in them: the address that
 * spoke to our proxy, and the one that spoke to that (the shopper's, where Shopify's app proxy passes a request on).
 */
export const CLIENT_HEADER = "x-regulars-client"
export const VISITOR_HEADER = "x-regulars-visitor"

type RawHeaders = Record<string, string | string[] | undefined>

/** The client's address of a bare request. */
export function clientOf(headers: RawHeaders): string {
  return String(headers[CLIENT_HEADER] ?? "unknown")
}
