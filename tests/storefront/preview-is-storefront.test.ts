import { JSDOM } from "jsdom"
import { expect, test } from "vitest"
import { extensionFiles } from "#app/appearance/extension-files.server.ts"
import { EMPTY_LOOK, type Look } from "#app/appearance/look.ts"
import { lookValue } from "#app/appearance/look-value.ts"
import type { PreviewState, Shopper } from "#app/appearance/preview/preview-state.ts"
import { renderBlocks } from "#app/appearance/preview/render-preview.server.ts"
import { sampleGlobals } from "#app/appearance/preview/sample-shop.ts"
import { EXTENSION_ASSETS } from "#simulator/storefront/page.ts"
import { giveLook, publishProgramme } from "./coffee-shop.ts"
import { giveLoyalty, visitCoffeeShop } from "./visited-shop.ts"

/** What the merchant sees in the preview is what the storefront shows for the same data, letter by letter. */

const AT = new Date("2026-11-20T10:00:00Z")
const SHOP = { name: "Зрънце", currency: "EUR" }
const LOOK: Look = {
  launcher: { icon: "crown", corner: "start", lift: 44, wordsOnPhones: true },
  colours: { ...EMPTY_LOOK.colours, background: "#0b6e4f", accent: "#aa5500" },
  texts: {
    en: { "launcher.label": "Beans & gifts", "visitor.words": "<b>Come</b> in", "points.other": "{number} beans" },
    bg: { "launcher.label": "Зрънца", "account.available": "Зрънца за харчене", "tiers.from": "от {amount} нагоре" },
  },
}

type Placed = { value: unknown }
type Metafields = { $app: Record<string, Placed> }

/** The storefront's page for the very data that the preview is drawn from. */
async function storefront(state: PreviewState, look: Look, path: string): Promise<Document> {
  const visited = visitCoffeeShop()
  const globals = sampleGlobals(SHOP, state, lookValue(look, extensionFiles().languages).value, AT)
  const shop = globals.shop as { metafields: Metafields }
  publishProgramme(visited.context.world, shop.metafields.$app.programme?.value)
  giveLook(visited.context.world, shop.metafields.$app.look?.value)
  const customer = globals.customer as { metafields: Partial<Metafields> } | null
  if (customer?.metafields.$app) giveLoyalty(visited, customer.metafields.$app.loyalty?.value)
  if (customer) await visited.shopper.signIn("anna@example.com")
  const prefix = state.language === "en" ? "" : `/${state.language}`
  return (await visited.shopper.visit(path === "/" ? prefix || "/" : `${prefix}${path}`)).document
}

/** Names that the page gives, and where assets are served, are the shop's; all else must be the same. */
function normal(element: Element | null): string | null {
  return (
    element?.outerHTML
      .replaceAll(/(preview-launcher|embed-launcher-0|preview-loyalty|main-page-rewards-loyalty-0)/g, "ID")
      .replaceAll(`"${EXTENSION_ASSETS}/`, '"/') ?? null
  )
}

const CASES = (["visitor", "newcomer", "member", "paused", "untested"] as Shopper[]).flatMap((shopper) =>
  ["en", "bg", "ru"].map((language) => [shopper, language] as const),
)

test.each(CASES)("the launcher and its panel for a %s in %s", async (shopper, language) => {
  const state: PreviewState = { shopper, language, theme: "light" }
  const blocks = await renderBlocks({ look: LOOK, state, shop: SHOP, at: AT })
  const preview = new JSDOM(blocks.get("launcher")).window.document
  const page = await storefront(state, LOOK, "/")
  expect(normal(preview.querySelector("regulars-launcher"))).toBe(normal(page.querySelector("regulars-launcher")))
  expect(page.querySelector("regulars-launcher") === null).toBe(shopper === "untested")
})

test.each(["en", "bg"])("the loyalty card of a member in %s", async (language) => {
  const state: PreviewState = { shopper: "member", language, theme: "light" }
  const blocks = await renderBlocks({ look: LOOK, state, shop: SHOP, at: AT })
  const preview = new JSDOM(blocks.get("loyalty")).window.document
  const page = await storefront(state, LOOK, "/pages/rewards")
  expect(preview.querySelector(".regulars-card")).not.toBeNull()
  expect(normal(preview.querySelector(".regulars-card"))).toBe(normal(page.querySelector(".regulars-card")))
})
