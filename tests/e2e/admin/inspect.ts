import type { Frame, Page } from "playwright-core"
import { ASSORTMENT } from "#simulator/scenario/assortment.ts"

/** What is wrong with a page as it stands, one line each. */
export type Fault = string

/** Names that are written alike in every language, and what the shop itself calls its things: tiers, ways to pay. */
const NAMES = ["Regulars", "Shopify", "EUR", "B2B", "maria@example.com", "boris@example.com", "orders/paid"]
const TIERS = ["Bronze", "Silver", "Gold"]
const REWARDS = ["5 off your next order"]
const GATEWAYS = ["cash on delivery (cod)", "cash_on_delivery"]
const OF_THE_SHOP = [
  ...NAMES,
  ...TIERS,
  ...REWARDS,
  ...GATEWAYS,
  ...ASSORTMENT.flatMap(({ title, type, tags }) => [title, type, ...tags]),
]

/** Everything that somebody sees or hears in the frame, but what is marked as another language or as no language. */
async function wordsIn(frame: Frame): Promise<string[]> {
  return frame.evaluate(() => {
    const isForeign = (node: Element | null) =>
      !!node?.closest('[lang="en"]:not(html), [translate="no"], script, style')
    const spoken = ["aria-label", "placeholder", "title", "alt", "aria-description"]
    const heard = [...document.body.querySelectorAll("*")]
      .filter((element) => !isForeign(element))
      .flatMap((element) => spoken.map((name) => element.getAttribute(name) ?? ""))
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const seen: string[] = []
    while (walker.nextNode())
      if (!isForeign(walker.currentNode.parentElement)) seen.push(walker.currentNode.nodeValue ?? "")
    return [...heard, ...seen].map((text) => text.trim()).filter(Boolean)
  })
}

/** Texts that were not translated, keys that have no text, blanks that were not filled. */
export async function untranslated(frame: Frame, locale: string): Promise<Fault[]> {
  const words = [...new Set(await wordsIn(frame))]
  const raw = words.filter((text) => /\{\{|\[object |undefined|NaN|^(\w+:)?[a-z]\w*(\.\w+)+$/.test(text))
  const known = [...OF_THE_SHOP].sort((a, b) => b.length - a.length)
  const rest = (text: string) => known.reduce((left, name) => left.replaceAll(name, ""), text)
  const foreign = locale === "en" ? words.filter((text) => /\p{Script=Cyrillic}{2}/u.test(withoutNames(text))) : words
  const wrong = locale === "en" ? foreign : words.filter((text) => /[A-Za-z]{2,}/.test(rest(text)))
  return [...raw.map((text) => `raw text: ${text}`), ...wrong.map((text) => `not in ${locale}: ${text}`)]
}

/** People's names stay as they are, and feasts are called as the calendar of the shop's country calls them. */
const withoutNames = (text: string) => text.replace(/Мария|Иванова|Борис|Колев|Зрънце|Успение Богородично/g, "")

/** One h1, and no level left out on the way down. */
export async function headingFaults(frame: Frame): Promise<Fault[]> {
  const levels = await frame
    .locator("h1, h2, h3, h4, h5, h6")
    .evaluateAll((headings) => headings.map((heading) => Number(heading.tagName.slice(1))))
  const jumps = levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)
  const ones = levels.filter((level) => level === 1).length
  return [
    ...(ones === 1 ? [] : [`${ones} headings of the first level`]),
    ...(jumps.length > 0 ? [`headings leave out a level: ${levels.join(" ")}`] : []),
  ]
}

/** Nothing reaches beyond the window, and no button, tab, badge or heading is cut. */
export async function layoutFaults(frame: Frame): Promise<Fault[]> {
  return frame.evaluate(() => {
    const root = document.documentElement
    const wide = root.scrollWidth - root.clientWidth
    const cut = [...document.querySelectorAll("button, a, h1, h2, h3, [role=tab], .Polaris-Badge")]
      .filter((element) => element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1)
      .filter((element) => getComputedStyle(element).overflowX !== "visible")
      .map((element) => `cut: ${element.textContent?.trim()}`)
    return [...(wide > 0 ? [`scrolls sideways by ${wide} px`] : []), ...cut]
  })
}

const TABS = 12

/** Goes through the page with the keyboard; each place it comes to must show that it is there. */
export async function focusFaults(page: Page, frame: Frame): Promise<Fault[]> {
  await frame.locator("body").evaluate((body) => {
    body.tabIndex = -1
    body.focus()
    body.removeAttribute("tabindex")
  })
  const faults: Fault[] = []
  for (let tab = 0; tab < TABS; tab++) {
    await page.keyboard.press("Tab")
    const unseen = await frame.evaluate(whereFocusIsUnseen)
    if (unseen) faults.push(`focus is not seen on ${unseen}`)
  }
  return faults
}

/** Runs in the page: the element that has the focus and nothing around it that shows so; null: all is well. */
function whereFocusIsUnseen(): string | null {
  const focused = document.activeElement
  if (!focused || focused === document.body) return null
  const shows = (element: Element) =>
    [null, "::before", "::after"].some((part) => {
      const style = getComputedStyle(element, part)
      const outlined = style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0
      return outlined || style.boxShadow !== "none"
    })
  const near = [focused, focused.parentElement, ...(focused.parentElement?.children ?? [])]
  return near.some((element) => element && shows(element)) ? null : focused.outerHTML.slice(0, 120)
}
