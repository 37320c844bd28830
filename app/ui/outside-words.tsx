import { useRouteLoaderData } from "@remix-run/react"
import type { Locale } from "#app/i18n/locales.ts"
import { outsideWords } from "#app/i18n/outside-words.ts"

/** The language that the browser asked for; English where not even that is known. */
export function useOutsideLocale(): Locale {
  return (useRouteLoaderData("root") as { locale: Locale } | undefined)?.locale ?? "en"
}

/** Words for pages that stand outside of the admin, and its language with them. */
export const useOutsideWords = () => outsideWords(useOutsideLocale())
