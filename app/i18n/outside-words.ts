import bg from "./locales/bg/outside.json" with { type: "json" }
import en from "./locales/en/outside.json" with { type: "json" }
import ru from "./locales/ru/outside.json" with { type: "json" }
import type { Locale } from "./locales.ts"

const WORDS = { en, bg, ru }

/** The few words of pages outside of the admin: so few that a page which failed can have them all with it. */
export const outsideWords = (locale: Locale): typeof en => WORDS[locale]
