import type { i18n } from "i18next"
import { createContext, type ReactNode, useContext, useMemo } from "react"
import { I18nextProvider, useTranslation } from "react-i18next"
import { createI18n, hasText, translateWith } from "#app/i18n/instance.ts"
import type { Locale } from "#app/i18n/locales.ts"
import type { Messages, TextKey, TextParams, Translate } from "#app/i18n/messages.ts"
import { formatMoney } from "#app/lib/money.ts"

type Setting = { locale: Locale; timezone: string }
const SettingContext = createContext<Setting>({ locale: "en", timezone: "UTC" })

/** Gives the pages below their language (one, from the loader) and the shop's zone, in which every day is reckoned. */
export function TextProvider(props: Setting & { messages: Messages; children: ReactNode }) {
  const { locale, timezone, messages, children } = props
  const instance = useMemo(() => createI18n(locale, messages), [locale, messages])
  const setting = useMemo(() => ({ locale, timezone }), [locale, timezone])
  return (
    <I18nextProvider i18n={instance}>
      <SettingContext.Provider value={setting}>{children}</SettingContext.Provider>
    </I18nextProvider>
  )
}

export type Text = {
  t: Translate
  /** A text whose key is made of a stored code; `otherwise` when no such text exists. */
  coded: (key: string, params: TextParams, otherwise: string) => string
  locale: Locale
  money: (minor: number, currency: string) => string
  number: (value: number) => string
  /** A decimal string with the language's own point: "1.25" → "1,25". */
  decimal: (value: string) => string
  /** A change of points with its sign: "+120", "−40". */
  signed: (value: number) => string
  date: (iso: string) => string
  dateTime: (iso: string) => string
}

/** Words, sums and moments in the reader's language. */
export function useText(): Text {
  const { i18n } = useTranslation()
  const { locale, timezone } = useContext(SettingContext)
  return useMemo(() => makeText(i18n, locale, timezone), [i18n, locale, timezone])
}

/** Our English is British: days before months, and a clock of 24 hours, as in the languages beside it. */
const WRITTEN_AS: Record<Locale, string> = { en: "en-GB", bg: "bg", ru: "ru" }

function makeText(instance: i18n, locale: Locale, timeZone: string): Text {
  const written = WRITTEN_AS[locale]
  const numbers = new Intl.NumberFormat(written)
  const decimals = new Intl.NumberFormat(written, { maximumFractionDigits: 12 })
  const signedNumbers = new Intl.NumberFormat(written, { signDisplay: "exceptZero" })
  const dates = new Intl.DateTimeFormat(written, { dateStyle: "medium", timeZone })
  const times = new Intl.DateTimeFormat(written, { dateStyle: "medium", timeStyle: "short", timeZone })
  const t = translateWith(instance)
  return {
    t,
    coded: (key, params, otherwise) => (hasText(instance, key, params) ? t(key as TextKey, params) : otherwise),
    locale,
    money: (minor, currency) => formatMoney(minor, currency, written),
    number: (value) => numbers.format(value),
    decimal: (value) => decimals.format(value as Intl.StringNumericLiteral),
    signed: (value) => signedNumbers.format(value).replace("-", "−"),
    date: (iso) => dates.format(new Date(iso)),
    dateTime: (iso) => times.format(new Date(iso)),
  }
}
