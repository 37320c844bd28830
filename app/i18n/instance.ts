import { createInstance, type i18n, type Resource } from "i18next"
import type { Locale } from "./locales.ts"
import type { Messages, TextKey, TextParams, Translate, TranslateCode } from "./messages.ts"

/** An i18next of its own for one language, ready at once. Texts are plain: whoever prints them as HTML escapes them. */
export function createI18n(locale: Locale, messages: Messages): i18n {
  const instance = createInstance()
  instance.init({
    lng: locale,
    resources: { [locale]: messages } as unknown as Resource,
    defaultNS: "admin",
    ns: [
      "admin",
      "earning",
      "errors",
      "expiry",
      "explain",
      "liability",
      "occasions",
      "rewards",
      "statement",
      "tiers",
      "work",
    ],
    initAsync: false,
    fallbackLng: false,
    interpolation: { escapeValue: false },
  })
  return instance
}

/** The typed face of an i18next instance. What each key needs is known to the callers; here every key is alike. */
export function translateWith(instance: i18n): Translate {
  const translate = (key: TextKey, values?: TextParams) => words(instance, key, values)
  return translate as Translate
}

/** The face for keys made at run time, of what a ledger entry or a decision says about itself. */
export function translateCodeWith(instance: i18n): TranslateCode {
  return (key, values = {}) => (instance.exists(key, values) ? words(instance, key, values) : null)
}

/** A sum that ends with an abbreviation ("2,50 лв.") ends its sentence too. */
function words(instance: i18n, key: string, values: TextParams = {}): string {
  return instance.t(key, values).replace(/(?<!\.)\.\.(?!\.)/g, ".")
}
