import { createInstance, type i18n, type Resource } from "i18next"
import type { Locale } from "./locales.ts"
import type { Messages, TextKey, TextParams, Translate } from "./messages.ts"

/** An i18next of its own for one language, ready at once. Texts are plain: whoever prints them as HTML escapes them. */
export function createI18n(locale: Locale, messages: Messages): i18n {
  const instance = createInstance()
  instance.init({
    lng: locale,
    resources: { [locale]: messages } as unknown as Resource,
    defaultNS: "admin",
    ns: ["admin", "errors", "explain", "statement", "work"],
    initAsync: false,
    fallbackLng: false,
    interpolation: { escapeValue: false },
  })
  return instance
}

/** The typed face of an i18next instance. A sum that ends with an abbreviation ("2,50 лв.") ends its sentence too. */
export function translateWith(instance: i18n): Translate {
  return (key: TextKey, params?: TextParams) =>
    String(instance.t(key as never, params as never)).replace(/(?<!\.)\.\.(?!\.)/g, ".")
}

/** Whether there is a text for a key made at run time (a ledger or explain code stored by a newer version). */
export function hasText(instance: i18n, key: string, params: TextParams): boolean {
  return instance.exists(key, params)
}
