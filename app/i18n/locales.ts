/** The languages that every text of ours exists in; the first is what everything else falls back to. */
export const LOCALES = ["en", "bg", "ru"] as const
export type Locale = (typeof LOCALES)[number]

/** The language that is asked for: Shopify says it when it opens the frame; the browser's is the second choice. */
export function askedLocale(request: Request): string | null {
  return new URL(request.url).searchParams.get("locale") ?? request.headers.get("accept-language")
}

/** A language tag as Shopify or a browser sends it ("bg-BG", "ru;q=0.9, en", null) to one of ours; `otherwise` when it is none. */
export function localeOf(tag: string | null | undefined, otherwise: Locale = "en"): Locale {
  const language = tag
    ?.trim()
    .toLowerCase()
    .split(/[-_,;]/)[0]
  return LOCALES.find((locale) => locale === language) ?? otherwise
}
