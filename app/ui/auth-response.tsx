import { isRouteErrorResponse, useRouteError } from "@remix-run/react"

/** A page that Shopify's library throws to send the browser on (its script fetches a new session token). */
export function AuthResponse() {
  const error = useRouteError()
  if (!isRouteErrorResponse(error)) throw error
  // The library made this markup; nothing in it comes from a visitor.
  // biome-ignore lint/security/noDangerouslySetInnerHtml: it is a whole page with its script
  return <div dangerouslySetInnerHTML={{ __html: String(error.data || "") }} />
}
