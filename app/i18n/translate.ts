import { createI18n, translateCodeWith, translateWith } from "./instance.ts"
import bgAdmin from "./locales/bg/admin.json" with { type: "json" }
import bgEarning from "./locales/bg/earning.json" with { type: "json" }
import bgErrors from "./locales/bg/errors.json" with { type: "json" }
import bgExpiry from "./locales/bg/expiry.json" with { type: "json" }
import bgExplain from "./locales/bg/explain.json" with { type: "json" }
import bgLiability from "./locales/bg/liability.json" with { type: "json" }
import bgOccasions from "./locales/bg/occasions.json" with { type: "json" }
import bgRewards from "./locales/bg/rewards.json" with { type: "json" }
import bgStatement from "./locales/bg/statement.json" with { type: "json" }
import bgTiers from "./locales/bg/tiers.json" with { type: "json" }
import bgWork from "./locales/bg/work.json" with { type: "json" }
import enAdmin from "./locales/en/admin.json" with { type: "json" }
import enEarning from "./locales/en/earning.json" with { type: "json" }
import enErrors from "./locales/en/errors.json" with { type: "json" }
import enExpiry from "./locales/en/expiry.json" with { type: "json" }
import enExplain from "./locales/en/explain.json" with { type: "json" }
import enLiability from "./locales/en/liability.json" with { type: "json" }
import enOccasions from "./locales/en/occasions.json" with { type: "json" }
import enRewards from "./locales/en/rewards.json" with { type: "json" }
import enStatement from "./locales/en/statement.json" with { type: "json" }
import enTiers from "./locales/en/tiers.json" with { type: "json" }
import enWork from "./locales/en/work.json" with { type: "json" }
import ruAdmin from "./locales/ru/admin.json" with { type: "json" }
import ruEarning from "./locales/ru/earning.json" with { type: "json" }
import ruErrors from "./locales/ru/errors.json" with { type: "json" }
import ruExpiry from "./locales/ru/expiry.json" with { type: "json" }
import ruExplain from "./locales/ru/explain.json" with { type: "json" }
import ruLiability from "./locales/ru/liability.json" with { type: "json" }
import ruOccasions from "./locales/ru/occasions.json" with { type: "json" }
import ruRewards from "./locales/ru/rewards.json" with { type: "json" }
import ruStatement from "./locales/ru/statement.json" with { type: "json" }
import ruTiers from "./locales/ru/tiers.json" with { type: "json" }
import ruWork from "./locales/ru/work.json" with { type: "json" }
import type { Locale } from "./locales.ts"
import type { Messages, Translate, TranslateCode } from "./messages.ts"

/**
 * Texts wherever there is no browser: the command line, the app proxy, mails. Pages get their one language from the
 * admin layout's loader instead (`messagesOf`), so that no browser loads the others.
 */
const MESSAGES: Record<Locale, unknown> = {
  en: {
    admin: enAdmin,
    earning: enEarning,
    errors: enErrors,
    expiry: enExpiry,
    explain: enExplain,
    liability: enLiability,
    occasions: enOccasions,
    rewards: enRewards,
    statement: enStatement,
    tiers: enTiers,
    work: enWork,
  },
  bg: {
    admin: bgAdmin,
    earning: bgEarning,
    errors: bgErrors,
    expiry: bgExpiry,
    explain: bgExplain,
    liability: bgLiability,
    occasions: bgOccasions,
    rewards: bgRewards,
    statement: bgStatement,
    tiers: bgTiers,
    work: bgWork,
  },
  ru: {
    admin: ruAdmin,
    earning: ruEarning,
    errors: ruErrors,
    expiry: ruExpiry,
    explain: ruExplain,
    liability: ruLiability,
    occasions: ruOccasions,
    rewards: ruRewards,
    statement: ruStatement,
    tiers: ruTiers,
    work: ruWork,
  },
}

type Faces = { translate: Translate; translateCode: TranslateCode }

const made = new Map<Locale, Faces>()

/** All texts of a language. Plural forms differ between languages; a test proves that no other key does. */
export function messagesOf(locale: Locale): Messages {
  return MESSAGES[locale] as Messages
}

/** `translator("bg")("home.liveSince", { version, date })` → the text. */
export const translator = (locale: Locale): Translate => facesOf(locale).translate

/** `codeTranslator("bg")("statement:order_earned", { order: "#1001" })`: for keys made of stored codes. */
export const codeTranslator = (locale: Locale): TranslateCode => facesOf(locale).translateCode

function facesOf(locale: Locale): Faces {
  const known = made.get(locale)
  if (known) return known
  const instance = createI18n(locale, messagesOf(locale))
  const faces = { translate: translateWith(instance), translateCode: translateCodeWith(instance) }
  made.set(locale, faces)
  return faces
}
