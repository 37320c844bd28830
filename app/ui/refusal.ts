import { isRouteErrorResponse } from "@remix-run/react"

/** A page of Shopify's library (it fetches a session token, or leaves the frame): its markup, which runs a script of Shopify's. */
export function libraryPage(error: unknown): string | null {
  const data = isRouteErrorResponse(error) ? error.data : null
  return typeof data === "string" && data.includes("<script") ? data : null
}

/**
 * Why a page is not shown, as a code of errors.json. "session": nobody confirmed who asks. "upstream": Shopify did not let
 * us in. Null: a fault of ours.
 */
export function refusalCode(error: unknown): string | null {
  if (!isRouteErrorResponse(error)) return null
  const code = (error.data as { code?: unknown } | null)?.code
  if (typeof code === "string") return code
  switch (error.status) {
    case 404:
      return "not_found"
    case 429:
      return "too_often"
    case 401:
    case 403:
      return "session"
    default:
      // The library's own word for a token that Shopify did not exchange is an empty answer of this status.
      return error.status >= 500 && !error.data ? "upstream" : null
  }
}
