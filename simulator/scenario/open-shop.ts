import type { SimulatorContext } from "../context.ts"
import { NOTHING_PLACED } from "../theme-editor/placed-blocks.ts"
import { createProduct } from "../world/actions/products.ts"
import { changeCurrency, installApp, openShop } from "../world/actions/shops.ts"
import { getShop } from "../world/world.ts"
import { ASSORTMENT } from "./assortment.ts"
import { inShopCurrency } from "./order-for.ts"
import { SCENARIO_STARTS } from "./plan.ts"

/** Bulgaria's first day with the euro, at midnight in Sofia; 1 EUR = 1.95583 BGN by law. */
export const EURO_DAY = new Date("2026-01-01T00:00:00+02:00")
const EURO_PER_LEV = { numerator: 100_000, denominator: 195_583 }

export type ShopStart =
  /** Eighteen months ago, in lev: the scenario follows. */
  | "scenario"
  /** Today, in euro, with nothing sold yet and our blocks in the theme. */
  | "today"
  /** Like today, with a theme that never saw the app. */
  | "bare"
  /** Like bare, and the app is not installed. */
  | "new"

/** Opens Зрънце with its assortment, and, unless it is new, the app installed (tokens come with the app's first request). Twice does nothing. */
export function openZrance(context: SimulatorContext, shop: string, start: ShopStart): void {
  const { world, clock, config } = context
  if (world.shops.has(shop)) return
  if (start === "scenario") clock.set(SCENARIO_STARTS)
  const at = start === "scenario" ? SCENARIO_STARTS : clock.now()
  const { shop: record } = openShop(
    world,
    {
      domain: shop,
      name: "Зрънце",
      email: "hello@zrance.example",
      currency: start === "scenario" ? "BGN" : "EUR",
      themeSettings: start === "bare" || start === "new" ? { ...NOTHING_PLACED } : {},
      presentmentCurrencies: [
        { currency: "RON", rate: { numerator: 5, denominator: start === "scenario" ? 2 : 1 } },
        { currency: "GBP", rate: { numerator: 43, denominator: start === "scenario" ? 100 : 50 } },
        { currency: "USD", rate: { numerator: 58, denominator: start === "scenario" ? 100 : 50 } },
      ],
    },
    at,
  )
  for (const product of ASSORTMENT)
    createProduct(
      world,
      shop,
      {
        title: product.title,
        handle: product.handle,
        vendor: "Зрънце",
        type: product.type,
        descriptionHtml: `<p>${product.description}</p>`,
        tags: product.tags,
        variants: [{ title: "Default Title", priceMinor: inShopCurrency(record, product.priceMinor), grams: 300 }],
        giftCard: product.giftCard ?? false,
        requiresShipping: !product.giftCard,
      },
      at,
    )
  if (start !== "new") installApp(world, shop, config.scopes, at)
}

/** On the day Bulgaria took the euro the shop's currency and prices change; before it, and a second time, nothing. */
export function changeToEuroWhenDue(context: SimulatorContext, shop: string, at: Date): void {
  if (at < EURO_DAY || getShop(context.world, shop).shop.currency === "EUR") return
  changeCurrency(context.world, shop, { currency: "EUR", rate: EURO_PER_LEV }, EURO_DAY)
}
