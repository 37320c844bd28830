import type { Frame, Locator } from "playwright-core"
import type { AdminPage } from "../../../bench/admin-pages.ts"
import { DESKTOP, type Tab } from "./merchant.ts"

/** What one visit of a page of the admin shows of all that Shopify asks of each; every list is empty where all is well. */
export type Sight = {
  page: AdminPage
  /** Errors of the page and of the console, from its loading to the last look. */
  errors: string[]
  /** A first script that is not App Bridge in the head. */
  bridge: string[]
  /** What opened by itself. */
  opened: string[]
  /** Fields that are called wrong before they were touched, banners one after the other. */
  early: string[]
  /** Wider than a phone of 320 pixels. */
  wide: string[]
  /** No way back to the page above. */
  lost: string[]
  /** A save bar that comes too early, too late or where it should not. */
  bar: string[]
}

const NARROW = { width: 320, height: 640 }
const PATIENCE_MS = 2500
const GONE_MS = 10_000

/** Forms that are done at once by a button of their own, because nothing is edited there that could be saved. */
const DONE_AT_ONCE: Record<string, string> = {
  member: "gives or takes points",
}

/** Visits a page once and looks at everything; what changes the page comes last. */
export async function lookAt(tab: Tab, page: AdminPage): Promise<Sight> {
  tab.faults.length = 0
  const frame = await tab.visit(page.path)
  const bridge = await firstScript(frame)
  await tab.page.waitForTimeout(PATIENCE_MS)
  const seen = {
    page,
    bridge,
    opened: await openedByItself(tab, frame),
    early: await earlyWords(frame),
    lost: await wayBack(frame, page),
    wide: await widthOnPhone(tab, frame),
    bar: await saveBar(tab, frame, page),
  }
  return { ...seen, errors: tab.faults.filter((fault) => page.name !== "not-found" || !/404/.test(fault)) }
}

function firstScript(frame: Frame): Promise<string[]> {
  return frame.evaluate(() => {
    const [first] = document.scripts
    const right = first?.src.endsWith("/app-bridge.js") && first.parentElement === document.head
    return right ? [] : [`its first script is ${first?.outerHTML.slice(0, 80)}`]
  })
}

async function openedByItself({ page }: Tab, frame: Frame): Promise<string[]> {
  const inside = "dialog[open], [role=dialog], .Polaris-Popover, [popover]:popover-open"
  const opened = (await frame.locator(inside).count()) + (await page.locator("dialog[open], #toasts > *").count())
  return opened > 0 ? [`${opened} things opened by themselves`] : []
}

async function earlyWords(frame: Frame): Promise<string[]> {
  const early = await frame.locator(".Polaris-InlineError, [aria-invalid=true]").count()
  const banners = await frame.locator(".Polaris-Banner + .Polaris-Banner").count()
  return [
    ...(early > 0 ? [`${early} fields are wrong before they were touched`] : []),
    ...(banners > 0 ? ["banners follow one another"] : []),
  ]
}

async function wayBack(frame: Frame, { path }: AdminPage): Promise<string[]> {
  const parent = path.split("/").slice(0, -1).join("/")
  if (parent === "") return []
  const back = await frame.locator(`main a[href^="/app${parent}"]`).count()
  return back > 0 ? [] : [`nothing leads back to ${parent}`]
}

async function widthOnPhone({ page }: Tab, frame: Frame): Promise<string[]> {
  await page.setViewportSize(NARROW)
  await frame.waitForFunction((width) => window.innerWidth <= width, NARROW.width)
  const wide = await frame.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  await page.setViewportSize(DESKTOP)
  await frame.waitForFunction((width) => window.innerWidth > width, NARROW.width)
  return wide > 0 ? [`${wide} px too wide`] : []
}

async function saveBar(tab: Tab, frame: Frame, { name }: AdminPage): Promise<string[]> {
  const bar = tab.page.locator("#save-bar")
  const field = await firstField(frame)
  if (!field) return name in DONE_AT_ONCE ? ["is listed as done at once and has no field"] : []
  if (await bar.isVisible()) return ["shows the save bar before anything was changed"]
  await change(field)
  await tab.page.waitForTimeout(500)
  const shown = await bar.isVisible()
  const words = await field.evaluate((element) => element.outerHTML.slice(0, 120))
  const stays =
    shown &&
    (await discard(tab).then(
      () => false,
      () => true,
    ))
  if (stays) return [`${words} was discarded, and the save bar stays`]
  if (name in DONE_AT_ONCE) return shown ? ["is listed as done at once and shows the save bar"] : []
  return shown ? [] : [`${words} brings no save bar`]
}

/** The first field whose value somebody edits: no search, no filter, nothing that chooses rows of a list. */
export async function firstField(frame: Frame): Promise<Locator | null> {
  const elsewhere =
    "[role=search], [name=q], .Polaris-IndexTable, .Polaris-Filters, .Polaris-IndexFilters, [data-filter]"
  const fields = frame.locator("main :is(input[type=text], input[type=number], textarea):not([readonly]):enabled")
  for (const field of await fields.filter({ visible: true }).all())
    if (await field.evaluate((element, selector) => !element.closest(selector), elsewhere)) return field
  return null
}

/** Makes the field's value another one. */
export async function change(field: Locator): Promise<void> {
  const before = await field.inputValue()
  await field.fill(before === "7" ? "8" : "7")
}

/** Throws away what was changed, by the save bar. */
export async function discard({ page }: Tab): Promise<void> {
  await page.locator("#save-bar-discard").click()
  await page.locator("dialog#ask[open] button[value=yes]").click()
  await page.locator("#save-bar").waitFor({ state: "hidden", timeout: GONE_MS })
}
