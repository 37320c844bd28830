import type { Frame } from "playwright-core"
import { LOCALES, type Locale } from "#app/i18n/locales.ts"
import { axeFaults } from "#tests/support/axe.ts"
import { adminAddress } from "../../../bin/demo/world-file.ts"
import type { OpenWorld, Visitor } from "../open-world.ts"
import { type Fault, focusFaults, headingFaults, layoutFaults, untranslated } from "./inspect.ts"

/** A merchant for each language, each with a window of their own: what they visit they visit at the same time. */
export type Merchants = {
  of: (locale: Locale) => Visitor
  /** Opens a page inside of Shopify's admin and waits until it stands. */
  visit: (locale: Locale, path: string) => Promise<Frame>
  /** Everything that is wrong with these pages, in every language. `expected`: errors that belong to it. */
  inspectAll: (addresses: string[]) => Promise<Fault[]>
  /** One after the other in turn: enough where pages differ in nothing but their address. */
  inspectInTurn: (addresses: string[], expected: RegExp) => Promise<Fault[]>
  /** Does something with each of `all`, each in one language, the languages at the same time. */
  inTurn: <T>(all: T[], look: (one: T, locale: Locale) => Promise<Fault[]>) => Promise<Fault[]>
}

export const DESKTOP = { width: 1280, height: 900 }
export const PHONE = { width: 390, height: 844 }
const READY_MS = 30_000

export async function openMerchants(open: OpenWorld): Promise<Merchants> {
  const visitors = new Map<Locale, Visitor>()
  for (const locale of LOCALES) visitors.set(locale, await open.visit(DESKTOP))
  const of = (locale: Locale) => visitors.get(locale) as Visitor

  async function visit(locale: Locale, path: string): Promise<Frame> {
    const { page } = of(locale)
    const address = new URL(adminAddress(open.world, path))
    address.searchParams.set("locale", locale)
    await page.goto(address.href)
    return standing(of(locale), path)
  }

  async function inspectIn(locale: Locale, path: string, expected: RegExp | null = null): Promise<Fault[]> {
    const visitor = of(locale)
    await visitor.page.setViewportSize(DESKTOP)
    const found = await inspectPage(visitor, await visit(locale, path), locale)
    return [...found, ...newFaults(visitor, expected)].map((fault) => `${locale} ${path || "/"}: ${fault}`)
  }

  async function inTurn<T>(all: T[], look: (one: T, locale: Locale) => Promise<Fault[]>): Promise<Fault[]> {
    const found = LOCALES.map(async (locale, index) => {
      const faults: Fault[] = []
      for (const one of all.filter((_, position) => position % LOCALES.length === index))
        faults.push(...(await look(one, locale)))
      return faults
    })
    return (await Promise.all(found)).flat()
  }

  return {
    of,
    visit,
    inTurn,
    inspectAll: async (addresses) => {
      const found = LOCALES.map(async (locale) => {
        const faults: Fault[] = []
        for (const path of addresses) faults.push(...(await inspectIn(locale, path)))
        return faults
      })
      return (await Promise.all(found)).flat()
    },
    inspectInTurn: (addresses, expected) => inTurn(addresses, (path, locale) => inspectIn(locale, path, expected)),
  }
}

/** The app's frame, as soon as its page stands. */
export async function standing({ page }: Visitor, path: string): Promise<Frame> {
  const frame = await (await page.waitForSelector("iframe")).contentFrame()
  if (!frame) throw new Error(`${path} has no frame`)
  await frame.waitForFunction(isReady, null, { timeout: READY_MS })
  return frame
}

/** Runs in the page: React has taken it over, and nothing that it says of itself is still on its way. */
function isReady(): boolean {
  const heading = document.querySelector("h1")
  const isTakenOver = Object.keys(heading ?? {}).some((key) => key.startsWith("__react"))
  const signs = [...document.querySelectorAll("[aria-busy=true], .Polaris-Spinner")]
  return isTakenOver && !signs.some((sign) => sign.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
}

/** What went wrong in the window since it was last asked, but what belongs to the state that is shown. */
export function newFaults(visitor: Visitor, expected: RegExp | null): Fault[] {
  return visitor.faults.splice(0).filter((fault) => !expected?.test(fault))
}

/**
 * What is wrong with a page as it stands. Axe and the keyboard cost most and know no language, so each language has one of
 * them: English axe on the desktop, Bulgarian axe on the phone, Russian the keyboard.
 */
export async function inspectPage({ page }: Visitor, frame: Frame, locale: Locale): Promise<Fault[]> {
  const onDesktop = [
    ...(await untranslated(frame, locale)),
    ...(await headingFaults(frame)),
    ...(await layoutFaults(frame)),
    ...(locale === "en" ? await axeFaults(page, "iframe") : []),
    ...(locale === "ru" ? await focusFaults(page, frame) : []),
  ]
  await page.setViewportSize(PHONE)
  await frame.waitForFunction((width) => window.innerWidth <= width, PHONE.width)
  const onPhone = [...(await layoutFaults(frame)), ...(locale === "bg" ? await axeFaults(page, "iframe") : [])]
  await page.setViewportSize(DESKTOP)
  return [...onDesktop, ...onPhone.map((fault) => `phone: ${fault}`)]
}
