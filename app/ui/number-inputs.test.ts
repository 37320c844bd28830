import { FormProvider } from "@conform-to/react"
import { AppProvider } from "@shopify/polaris"
import { createElement, type FunctionComponent } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import { expect, test } from "vitest"
import { z } from "zod"
import { LOCALES, type Locale } from "#app/i18n/locales.ts"
import { messagesOf } from "#app/i18n/translate.ts"
import type { TextInputProps } from "./fields.tsx"
import { DateInput, MoneyInput, PercentInput, PointsInput } from "./number-inputs.tsx"
import { TextProvider } from "./text.tsx"
import { useZodForm } from "./zod-form.ts"

type Input = FunctionComponent<TextInputProps>

/** What an input shows, and what the form sends, when its field holds `value`. */
function shown(input: Input, value: string, locale: Locale): { seen: string | undefined; sent: string | undefined } {
  function Probe() {
    const [form, fields] = useZodForm<{ field: string }>({
      id: "probe",
      schema: z.object({ field: z.string() }),
      defaultValue: { field: value },
      refused: undefined,
    })
    const children = createElement(input, { field: fields.field, label: "Probe" })
    return createElement(FormProvider, { context: form.context, children })
  }
  const page = createElement(
    AppProvider,
    { i18n: {} },
    createElement(TextProvider, {
      locale,
      timezone: "Europe/Sofia",
      messages: messagesOf(locale),
      // biome-ignore lint/correctness/noChildrenProp: its type asks for them among the rest
      children: createElement(Probe),
    }),
  )
  const fields = [...renderToStaticMarkup(page).matchAll(/<input[^>]*>/g)].map(([tag]) => tag)
  const writtenIn = (tag: string | undefined) => /value="([^"]*)"/.exec(tag ?? "")?.[1]
  return {
    seen: writtenIn(fields.find((tag) => !tag.includes('type="hidden"'))),
    sent: /name="([^"]*)"/.exec(fields.find((tag) => tag.includes('type="hidden"')) ?? "")?.[1],
  }
}

const Euro: Input = (props) => createElement(MoneyInput, { ...props, currency: "EUR" })

test.each([
  ["points", PointsInput, "12345", ["12,345", "12\u00a0345", "12\u00a0345"]],
  ["money", Euro, "1234.50", ["1,234.50", "1234,50", "1\u00a0234,50"]],
  ["percent", PercentInput, "12.5", ["12.5", "12,5", "12,5"]],
  ["a day", DateInput, "2026-03-29", ["2026-03-29", "2026-03-29", "2026-03-29"]],
] as const)("%s is shown as each language writes it, and sent under the field's name", (_, input, value, seen) => {
  for (const [at, locale] of LOCALES.entries())
    expect(shown(input as Input, value, locale)).toEqual({ seen: seen[at], sent: "field" })
})
