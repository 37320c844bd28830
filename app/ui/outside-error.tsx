import { isRouteErrorResponse, useLocation } from "@remix-run/react"
import type { outsideWords } from "#app/i18n/outside-words.ts"
import { OutsidePage } from "./outside-page.tsx"
import { useOutsideWords } from "./outside-words.tsx"
import { refusalCode } from "./refusal.ts"

/** Why no page of the admin can stand here, in the reader's words, and the way on. */
export function OutsideError({ error }: { error: unknown }) {
  const words = useOutsideWords()
  const { pathname, search } = useLocation()
  return (
    <OutsidePage about={reasonIn(words, error)}>
      {/* This very address, asked for anew: Shopify's library sends on whose token is over. */}
      <a href={`${pathname}${search}`}>{words.again}</a>
    </OutsidePage>
  )
}

function reasonIn(words: ReturnType<typeof outsideWords>, error: unknown): string {
  switch (refusalCode(error)) {
    case "upstream":
      return words.upstream
    case "session":
    case "no_access":
    case "forbidden":
      return words.denied
    case "too_often":
      return words.tooOften
    default:
      return isRouteErrorResponse(error) && error.status < 500 ? words.refused : words.failed
  }
}
