import { describe, expect, it } from "vitest"
import { createEngine, type Globals } from "./engine.ts"

const globals = {
  request: { locale: { iso_code: "en" } },
  cart: { currency: { iso_code: "EUR" } },
} as Globals
const engine = createEngine({
  snippets: { inner: "{{ name }}|{{ outer }}" },
  dictionary: { byLocale: { en: { hello: "Hello {{ name }}", bold_html: "<b>{{ name }}</b>" } }, fallback: "en" },
  assetBase: "/cdn/x",
})
const render = (source: string, scope: object = {}) => engine.parseAndRenderSync(source, scope, { globals })

describe("Liquid's arithmetic is Shopify's", () => {
  it.each([
    ["{{ 7 | divided_by: 2 }}", "3"],
    ["{{ -7 | divided_by: 2 }}", "-4"],
    ["{{ 7.0 | divided_by: 2 }}", "3"],
    ["{{ '7.5' | divided_by: 2 }}", "3.75"],
    ["{{ '12abc' | plus: 1 }}", "13"],
    ["{{ 'abc' | times: 4 }}", "0"],
    ["{{ nothing | plus: 0 }}", "0"],
    ["{{ -1 | modulo: 100 }}", "99"],
  ])("%s prints %s", (source, expected) => {
    expect(render(source)).toBe(expected)
  })

  it("stops at a division by zero, as a shop does", () => {
    expect(() => render("{{ 1 | divided_by: 0 }}")).toThrow("divided by 0")
  })
})

describe("what Shopify adds to Liquid", () => {
  it.each([
    ["money", "€1,250.50"],
    ["money_with_currency", "€1,250.50 EUR"],
    ["money_without_trailing_zeros", "€1,250.50"],
  ])("%s writes hundredths as money", (filter, expected) => {
    expect(render(`{{ 125050 | ${filter} }}`)).toBe(expected)
  })

  it("drops empty cents only where asked", () => {
    expect(render("{{ 4000 | money }} {{ 4000 | money_without_trailing_zeros }}")).toBe("€40.00 €40")
  })

  it("escapes what a translation is given, unless its key says it is HTML", () => {
    expect(render("{{ 'hello' | t: name: '<i>' }} {{ 'bold_html' | t: name: 'x' }}")).toBe("Hello &lt;i&gt; <b>x</b>")
  })

  it("says which translation is missing", () => {
    expect(render("{{ 'no.such' | t }}")).toBe("Translation missing: en.no.such")
  })

  it("writes JSON that cannot end a tag", () => {
    expect(render("{{ value | json }}", { value: { a: "</script>" } })).toBe('{"a":"\\u003c/script\\u003e"}')
  })

  it("keeps a snippet apart from the page's variables", () => {
    expect(render("{% assign outer = 1 %}{% render 'inner', name: 'Ana' %}")).toBe("Ana|")
  })

  it("names a file of the extension by its address", () => {
    expect(render("{{ 'a b.css' | asset_url | stylesheet_tag }}")).toBe(
      '<link href="/cdn/x/a%20b.css" rel="stylesheet" media="all">',
    )
  })

  it("prints no schema", () => {
    expect(render('a{% schema %}{ "name": "{{ x }}" }{% endschema %}b')).toBe("ab")
  })
})
