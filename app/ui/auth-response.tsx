import { useRouteError } from "@remix-run/react"
import { OutsideError } from "./outside-error.tsx"
import { libraryPage } from "./refusal.ts"

/** Where nobody was let in: a page that Shopify's library throws to send the browser on, or why not, and the way on. */
export function AuthResponse() {
  const error = useRouteError()
  const page = libraryPage(error)
  if (page === null) return <OutsideError error={error} />
  // The library made this markup; nothing in it comes from a visitor.
  // biome-ignore lint/security/noDangerouslySetInnerHtml: it is a whole page with its script
  return <div dangerouslySetInnerHTML={{ __html: page }} />
}
