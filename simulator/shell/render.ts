import { fileURLToPath } from "node:url"
import { Liquid } from "liquidjs"
import { formatMoney, parseMinor } from "#app/lib/money.ts"

/** One engine for the admin's own pages: shell, desk and theme editor. Every output is escaped unless it says `raw`. */
const engine = new Liquid({
  root: ["./templates/", "../desk/templates/", "../theme-editor/templates/"].map((folder) =>
    fileURLToPath(new URL(folder, import.meta.url)),
  ),
  extname: ".liquid",
  cache: process.env.NODE_ENV === "production",
  outputEscape: "escape",
  strictFilters: true,
})

engine.registerFilter("amount", (amount: string | number, currency: string) =>
  formatMoney(parseMinor(amount, currency), currency, "en"),
)

engine.registerFilter("moment", (at: string | Date, timezone: string, locale = "en-GB") =>
  at ? formatMoment(new Date(at), timezone, locale) : "",
)

/** Data for a script of the page, safe inside `<script type="application/json">`. */
engine.registerFilter("embed", {
  raw: true,
  handler: (value: unknown) => JSON.stringify(value).replace(/</g, "\\u003c"),
})

/** "21 Nov 2026, 14:05" in the shop's zone. */
export function formatMoment(at: Date, timezone: string, locale: string): string {
  const format = { timeZone: timezone, dateStyle: "medium", timeStyle: "short" } as const
  return new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, format).format(at)
}

/** Renders `templates/<name>.liquid` to a page. */
export async function renderPage(name: string, data: object): Promise<string> {
  return engine.renderFile(name, data)
}
