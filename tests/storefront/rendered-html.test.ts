import { HtmlValidate } from "html-validate"
import { beforeAll, describe, expect, it } from "vitest"
import { THEMES } from "#simulator/storefront/page.ts"
import { addressOf, enterState, PLACES, STATES, stateNamed } from "./shop-states.ts"
import { type VisitedShop, visitCoffeeShop } from "./visited-shop.ts"

/** What no browser test can tell: that the HTML of every block is valid in every state, and complete without scripts. */

// Style is not what is judged; a form may have a button that is first in the page.
const judge = new HtmlValidate({
  extends: ["html-validate:standard"],
  elements: [
    "html5",
    {
      "regulars-account": { flow: true, permittedContent: ["@flow"] },
      "regulars-birthday": { flow: true, permittedContent: ["@flow"] },
      "regulars-cart": { flow: true, permittedContent: ["@flow"] },
      "regulars-details": { flow: true, permittedContent: ["@flow"] },
      "regulars-launcher": { flow: true, permittedContent: ["@flow"] },
      "regulars-points": { flow: true, permittedContent: ["@flow"] },
    },
  ],
  rules: { "no-trailing-whitespace": "off", "no-inline-style": "off", "require-sri": "off" },
})

let visited: VisitedShop

beforeAll(async () => {
  visited = visitCoffeeShop()
  for (const product of [visited.shop.guji, visited.shop.blend])
    await visited.shopper.visit("/cart/add", { id: product.variants[0]?.id ?? "", quantity: "2" })
})

async function blocksAt(path: string): Promise<{ html: string; ids: string[]; text: string }> {
  const { document, status } = await visited.shopper.visit(path)
  expect(status, path).toBeLessThan(400)
  const blocks = [...document.querySelectorAll(".shopify-app-block")]
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id)
  return {
    html: blocks.map((block) => block.outerHTML).join("\n"),
    ids,
    text: blocks.map((b) => b.textContent).join(" "),
  }
}

describe.each(STATES)("in the state “$name”", (state) => {
  beforeAll(async () => {
    enterState(visited.context.world, visited.shop, state)
    if (state.who === "visitor") await visited.shopper.visit("/account/logout", {})
    else await visited.shopper.signIn("anna@example.com")
  })

  it.each(["", "/bg", "/ru"])(
    "every block is valid HTML at %s/, with ids of its own and no word missing",
    async (prefix) => {
      for (const theme of THEMES) {
        for (const place of PLACES.filter((each) => each !== "/account" || state.who !== "visitor" || state.query)) {
          const path = addressOf(state, place, theme, prefix)
          const { html, ids, text } = await blocksAt(path)
          const report = await judge.validateString(html)
          const faults = report.results
            .flatMap((result) => result.messages)
            .map(
              (fault) =>
                `${fault.ruleId}: ${fault.message} (${html.split("\n")[fault.line - 1]?.trim().slice(0, 120)})`,
            )
          expect(faults, path).toEqual([])
          expect(
            ids.filter((id, index) => ids.indexOf(id) !== index),
            path,
          ).toEqual([])
          expect(text, path).not.toContain("Translation missing")
        }
      }
    },
  )
})

describe("without a programme", () => {
  it("shoppers see none of our blocks, and the theme editor explains each of them", async () => {
    const silent = stateNamed("no programme")
    const editor = stateNamed("theme editor without a programme")
    enterState(visited.context.world, visited.shop, silent)
    await visited.shopper.signIn("anna@example.com")
    for (const place of PLACES) {
      expect((await blocksAt(addressOf(silent, place, "plain"))).html, place).not.toMatch(/class="[^"]*regulars/)
      expect((await blocksAt(addressOf(editor, place, "plain"))).text.match(/once you publish/g), place).toHaveLength(2)
    }
  })
})
