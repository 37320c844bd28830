import type { i18n } from "i18next"
import { createContext, type ReactNode, useContext, useMemo } from "react"
import { I18nextProvider, useTranslation } from "react-i18next"
import { type Formats, formatsOf } from "#app/i18n/formats.ts"
import { createI18n, translateCodeWith, translateWith } from "#app/i18n/instance.ts"
import type { Locale } from "#app/i18n/locales.ts"
import type { Messages, TextParams, Translate } from "#app/i18n/messages.ts"

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

export type Text = Formats & {
  t: Translate
  /** A text whose key is made of a stored code; `otherwise` when no such text exists. */
  coded: (key: string, values: TextParams, otherwise: string) => string
  locale: Locale
}

/** Words, sums and moments in the reader's language. */
export function useText(): Text {
  const { i18n } = useTranslation()
  const { locale, timezone } = useContext(SettingContext)
  return useMemo(() => makeText(i18n, locale, timezone), [i18n, locale, timezone])
}

function makeText(instance: i18n, locale: Locale, timezone: string): Text {
  const translateCode = translateCodeWith(instance)
  return {
    ...formatsOf(locale, timezone),
    t: translateWith(instance),
    coded: (key, values, otherwise) => translateCode(key, values) ?? otherwise,
    locale,
  }
}
