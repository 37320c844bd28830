import { Liquid, type Template } from "liquidjs"
import { escapeHtml, pageJson } from "./escape.ts"
import { moneyText } from "./money.ts"
import { NUMBER_FILTERS } from "./number.ts"
import { registerTags } from "./tags.ts"
import { type Dictionary, translate } from "./translate.ts"

/** What a page's Liquid can see everywhere: shop, customer, cart, request, routes, localization, … */
export type Globals = Record<string, unknown> & {
  request: { locale: { iso_code: string }; design_mode?: boolean; [field: string]: unknown }
  cart: { currency: { iso_code: string }; [field: string]: unknown }
}

type FilterThis = { context: { globals: object } }

export type EngineOptions = {
  /** Snippets by name. */
  snippets: Record<string, string>
  dictionary: Dictionary
  /** Where files of this theme or extension are served, without the slash at the end. */
  assetBase: string
}

/** Liquid with what Shopify adds to it; one for the theme, one for the app's extension, as their files do not mix. */
export function createEngine(options: EngineOptions): Liquid {
  const engine = new Liquid({
    templates: options.snippets,
    ownPropertyOnly: true,
    strictFilters: true,
    globals: {},
    greedy: true,
  })
  registerTags(engine)
  for (const [name, filter] of Object.entries(NUMBER_FILTERS)) engine.registerFilter(name, filter)
  registerMoney(engine)
  registerText(engine, options)
  return engine
}

function registerMoney(engine: Liquid): void {
  const styles = {
    money: {},
    money_with_currency: { code: true },
    money_without_trailing_zeros: { cents: "if_needed" },
    money_without_currency: { cents: "always" },
  } as const
  for (const [name, style] of Object.entries(styles)) {
    engine.registerFilter(name, function (this: FilterThis, value: unknown, currency: unknown) {
      const globals = this.context.globals as Globals
      // An old order may be in another currency than the shop has now; Shopify knows that from the order itself.
      return moneyText(
        value,
        currency ? String(currency) : globals.cart.currency.iso_code,
        globals.request.locale.iso_code,
        style,
      )
    })
  }
}

function registerText(engine: Liquid, options: EngineOptions): void {
  engine.registerFilter("t", function (this: FilterThis, key: unknown, ...pairs: [string, unknown][]) {
    const locale = (this.context.globals as Globals).request.locale.iso_code
    return translate(options.dictionary, locale, String(key), Object.fromEntries(pairs))
  })
  engine.registerFilter("escape", (value: unknown) => escapeHtml(String(value ?? "")))
  engine.registerFilter("json", pageJson)
  engine.registerFilter("asset_url", (name: unknown) => `${options.assetBase}/${encodeURIComponent(String(name))}`)
  engine.registerFilter(
    "stylesheet_tag",
    (url: unknown) => `<link href="${escapeHtml(String(url))}" rel="stylesheet" media="all">`,
  )
  engine.registerFilter("script_tag", (url: unknown) => `<script src="${escapeHtml(String(url))}"></script>`)
  engine.registerFilter("image_url", (image: unknown, ...pairs: [string, unknown][]) => {
    const source = typeof image === "object" && image !== null ? (image as { src?: string }).src : image
    return source ? `${String(source)}?${new URLSearchParams(Object.fromEntries(pairs) as never)}` : ""
  })
  for (const name of ["handle", "handleize"]) engine.registerFilter(name, handleOf)
}

/** "Filter & Espresso" → "filter-espresso"; letters of every alphabet stay. */
export function handleOf(text: unknown): string {
  return String(text ?? "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
}

/** Parsed templates, so that each file is read once. */
export function parseAll(engine: Liquid, files: Record<string, string>): Map<string, Template[]> {
  return new Map(Object.entries(files).map(([name, source]) => [name, engine.parse(source, name)]))
}
