import bg from "./locales/bg/polaris.json" with { type: "json" }
import ru from "./locales/ru/polaris.json" with { type: "json" }
import type { Locale } from "./locales.ts"

/**
 * The words inside Polaris's own components (Polaris comes without Bulgarian and Russian): those of the components we
 * use. What is missing here shows in English; null: Polaris's own English does.
 */
export function polarisWords(locale: Locale): { [name: string]: unknown } | null {
  if (locale === "bg") return bg
  return locale === "ru" ? ru : null
}
