import { JSDOM } from "jsdom"
import { describe, expect, it } from "vitest"
import { extensionFiles } from "../extension-files.server.ts"
import { EMPTY_LOOK, type Look } from "../look.ts"
import { readLook } from "../look-form.ts"
import { type PreviewState, SHOPPERS } from "./preview-state.ts"
import { previewDocument, renderPicture } from "./render-preview.server.ts"

const AT = new Date("2026-11-20T10:00:00Z")
const WORDS = { earned: "Points for order #1", earnedBefore: "Points for order #2", goodwill: "A gift" }
const SHOP = { name: "Beans", currency: "EUR" }
const EVILS = [
  `"><script>alert(1)</script>`,
  `<img src=x onerror=alert(1)>`,
  `' onmouseover='alert(1)`,
  `</style><script>alert(1)</script>`,
  `{{ shop.metafields }}{% raw %}`,
  `javascript:alert(1)//`,
]

const draw = (look: Look, state: Partial<PreviewState> = {}, shop = SHOP) =>
  renderPicture({
    look,
    state: { shopper: "member", theme: "light", language: "en", ...state },
    shop,
    at: AT,
    words: WORDS,
  })

/** Everything in the document that could run something, or load it. */
function dangers(html: string): string[] {
  const { document } = new JSDOM(html).window
  const found: string[] = []
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      const leads = /^(href|src|action|formaction|xlink:href|srcdoc)$/.test(name)
      if (name.startsWith("on") || (leads && /javascript:/i.test(value)))
        found.push(`${element.nodeName} ${name}=${value}`)
    }
  }
  for (const element of document.querySelectorAll("img, iframe, object, embed, link, base, meta[http-equiv=refresh]"))
    found.push(element.outerHTML)
  for (const script of document.querySelectorAll("script:not([nonce]):not([type='application/json'])"))
    found.push(script.outerHTML.slice(0, 80))
  return found
}

describe("what the merchant writes never becomes more than words", () => {
  it.each(EVILS)("%s in every text at once, for every shopper", async (evil) => {
    const { texts } = extensionFiles()
    const all = Object.fromEntries(texts.map((text) => [text.key, evil]))
    for (const shopper of SHOPPERS) {
      const picture = await draw({ ...EMPTY_LOOK, texts: { en: all } }, { shopper })
      expect(dangers(previewDocument(picture)), shopper).toEqual([])
      if (shopper === "visitor") {
        const { document } = new JSDOM(previewDocument(picture)).window
        expect(document.querySelector(".regulars-launcher__button span")?.textContent).toBe(evil)
      }
    }
  })

  it.each(EVILS)("%s in every colour and choice, were it ever stored", async (evil) => {
    const colours = { background: evil, text: evil, panelBackground: evil, panelText: evil, accent: evil }
    // Only what readLook refuses could look like this.
    const look = { launcher: { icon: evil, corner: evil, lift: evil, wordsOnPhones: evil }, colours, texts: {} }
    expect(readLook(look, extensionFiles().texts).ok).toBe(false)
    expect(dangers(previewDocument(await draw(look as unknown as Look)))).toEqual([])
  })

  it.each(EVILS)("%s as the shop's name", async (evil) => {
    expect(dangers(previewDocument(await draw(EMPTY_LOOK, {}, { ...SHOP, name: evil })))).toEqual([])
  })
})

describe("the preview's document", () => {
  it("lets only our own scripts run, and asks no server for anything", async () => {
    const html = previewDocument(await draw(EMPTY_LOOK))
    const { document } = new JSDOM(html).window
    const policy = document.querySelector("meta[http-equiv='Content-Security-Policy']")?.getAttribute("content") ?? ""
    const nonce = document.querySelector("script[nonce]")?.getAttribute("nonce") ?? ""
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain(`script-src 'nonce-${nonce}';`)
    expect(policy).not.toMatch(/connect-src|script-src[^;]*unsafe/)
    expect(nonce.length).toBeGreaterThanOrEqual(22)
    expect(previewDocument(await draw(EMPTY_LOOK))).not.toContain(nonce)
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\/|url\(/)
    expect(html).not.toMatch(/(src|href|data-[a-z]+)="\/[a-z-]+\.(js|css)"/)
  })

  it("holds every script and stylesheet of the extension", async () => {
    const html = previewDocument(await draw(EMPTY_LOOK))
    for (const [name, text] of Object.entries(extensionFiles().assets)) expect(html, name).toContain(text)
  })

  it("shows no launcher to who is not part of a test, and what rests during a break", async () => {
    expect((await draw(EMPTY_LOOK, { shopper: "untested" })).html).not.toContain("<regulars-launcher")
    expect((await draw(EMPTY_LOOK, { shopper: "paused" })).html).toContain("Points are taking a break")
    expect((await draw(EMPTY_LOOK)).html).toContain("<regulars-launcher")
  })

  it.each(["JPY", "KWD"])("counts in the shop's own currency: %s", async (currency) => {
    expect((await draw(EMPTY_LOOK, {}, { ...SHOP, currency })).html).not.toContain("NaN")
  })
})
