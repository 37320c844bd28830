/** The languages that every text of ours exists in; the first is what everything else falls back to. */
export const LOCALES = ["en", "bg", "ru"] as const
export type Locale = (typeof LOCALES)[number]

/** A language tag as Shopify or a browser sends it ("bg-BG", "ru;q=0.9, en", null) to one of ours; `otherwise` when it is none. */
export function localeOf(tag: string | null | undefined, otherwise: Locale = "en"): Locale {
  const language = tag
    ?.trim()
    .toLowerCase()
    .split(/[-_,;]/)[0]
  return LOCALES.find((locale) => locale === language) ?? otherwise
}
