/** Languages live in the path, as in a Shopify shop: the shop's own at the root, the others under /bg, /ru, … */
export const STOREFRONT_LOCALES = ["en", "bg", "ru"] as const
export type StorefrontLocale = (typeof STOREFRONT_LOCALES)[number]

const ENDONYMS: Record<StorefrontLocale, string> = { en: "English", bg: "Български", ru: "Русский" }
const PREFIX = new RegExp(`^/(${STOREFRONT_LOCALES.join("|")})(?=/|$)`)

/** A path without its language: "/bg/cart" → "/cart". */
export function withoutLocale(path: string): string {
  return path.replace(PREFIX, "") || "/"
}

/** The language of a path; without one, the shop's own. */
export function localeOfPath(path: string, primary: string): StorefrontLocale {
  const named = PREFIX.exec(path)?.[1] ?? primary
  return STOREFRONT_LOCALES.find((locale) => locale === named) ?? "en"
}

/** What goes before each path of a language: "" or "/bg". */
export function localePrefix(locale: string, primary: string): string {
  return locale === primary ? "" : `/${locale}`
}

/** Liquid's shop_locale. */
export function localeObject(locale: StorefrontLocale, primary: string) {
  return {
    iso_code: locale,
    endonym_name: ENDONYMS[locale],
    primary: locale === primary,
    root_url: localePrefix(locale, primary) || "/",
  }
}
