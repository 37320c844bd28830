import type { Frame, Locator } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type AdminPage, listAdminPages } from "../../bench/admin-pages.ts"
import { openShop } from "../../bin/demo/scenario.ts"
import { adminAddress } from "../../bin/demo/world-file.ts"
import { fillShop } from "./admin/fill-shop.ts"
import { DESKTOP, type Merchant, openMerchant } from "./built-for-shopify/merchant.ts"

// What Shopify asks of apps that are "Built for Shopify", as far as a browser can tell (docs/built-for-shopify.md). All of
// it in a browser that keeps no cookies and no storage for anybody, so that every page also proves it can do without.

const NARROW = { width: 320, height: 640 }
const PATIENCE_MS = 2500
const LONGER_THAN_A_TOAST_MS = 6500

/** Forms that are done at once by a button of their own, because nothing is edited there that could be saved. */
const DONE_AT_ONCE: Record<string, string> = {
  member: "gives or takes points",
}

let merchant: Merchant
let pages: AdminPage[]

beforeAll(async () => {
  merchant = await openMerchant()
})

afterAll(() => merchant?.close())

describe("from the admin's install button to the app", () => {
  test("there is no other page, no window and no further sign-up: the app opens in the frame", async () => {
    const { world } = merchant.open
    await openShop(world, "new")
    await merchant.page.goto(adminAddress(world))
    await merchant.page.getByRole("button", { name: "Install" }).click()
    const frame = await merchant.frame()
    expect([...merchant.wentTo]).toEqual([world.simulatorOrigin])
    expect(merchant.windows()).toBe(0)
    expect(await frame.locator("input[type=password], input[type=email]").count()).toBe(0)
    expect(merchant.faults).toEqual([])
  })

  test("the browser really keeps nothing for the app", async () => {
    const frame = await merchant.visit("")
    const kept = await frame.evaluate(() => {
      try {
        localStorage.setItem("kept", "1")
        return "kept"
      } catch (error) {
        return (error as Error).name
      }
    })
    expect(kept).toBe("SecurityError")
    expect(await merchant.page.context().cookies()).toEqual([])
  })
})

describe("each page of the admin", () => {
  test("can be shown: there is a member, an order and failed work", async () => {
    const { memberId, orderId, workId } = await fillShop(merchant.open.world)
    pages = listAdminPages({ customerId: memberId, orderId, workId })
    expect(pages.length).toBeGreaterThan(8)
  })

  const onEachPage = (look: (frame: Frame, page: AdminPage) => Promise<string[]>) => merchant.onEach(pages, look)

  test("works without cookies and storage, and asks nobody but Shopify and us for anything", async () => {
    const { world } = merchant.open
    merchant.origins.clear()
    merchant.faults.length = 0
    const found = await onEachPage(async (_frame, { name }) => {
      const seen = merchant.faults.splice(0)
      return name === "not-found" ? seen.filter((fault) => !/404/.test(fault)) : seen
    })
    expect(found).toEqual([])
    expect([...merchant.origins].toSorted()).toEqual([world.simulatorOrigin, world.appOrigin].toSorted())
  })

  test("has App Bridge in its head, before every other script", async () => {
    const found = await onEachPage((frame) =>
      frame.evaluate(() => {
        const [first] = document.scripts
        const right = first?.src.endsWith("/app-bridge.js") && first.parentElement === document.head
        return right ? [] : [`its first script is ${first?.outerHTML.slice(0, 80)}`]
      }),
    )
    expect(found).toEqual([])
  })

  test("opens nothing by itself: no dialog, no popover, no toast, no window; it stays within the admin", async () => {
    const found = await onEachPage(async (frame) => {
      await merchant.page.waitForTimeout(PATIENCE_MS)
      const inside = "dialog[open], [role=dialog], .Polaris-Popover, [popover]:popover-open"
      const opened =
        (await frame.locator(inside).count()) + (await merchant.page.locator("dialog[open], #toasts > *").count())
      return opened > 0 ? [`${opened} things opened by themselves`] : []
    })
    expect(found).toEqual([])
    expect(merchant.windows()).toBe(0)
    expect([...merchant.wentTo]).toEqual([merchant.open.world.simulatorOrigin])
  })

  test("shows no error on a field before anybody touched it, and no two banners one after the other", async () => {
    const found = await onEachPage(async (frame) => {
      const early = await frame.locator(".Polaris-InlineError, [aria-invalid=true]").count()
      const banners = await frame.locator(".Polaris-Banner + .Polaris-Banner").count()
      return [
        ...(early > 0 ? [`${early} fields are wrong before they were touched`] : []),
        ...(banners > 0 ? ["banners follow one another"] : []),
      ]
    })
    expect(found).toEqual([])
  })

  test("does not scroll sideways on a phone of 320 pixels", async () => {
    await merchant.page.setViewportSize(NARROW)
    try {
      const found = await onEachPage(async (frame) => {
        const wide = await frame.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        return wide > 0 ? [`${wide} px too wide`] : []
      })
      expect(found).toEqual([])
    } finally {
      await merchant.page.setViewportSize(DESKTOP)
    }
  })

  test("that lies below another leads back to it", async () => {
    const found = await onEachPage(async (frame, { path }) => {
      const parent = path.split("/").slice(0, -1).join("/")
      if (parent === "") return []
      const back = await frame.locator(`main a[href^="/app${parent}"]`).count()
      return back > 0 ? [] : [`nothing leads back to ${parent}`]
    })
    expect(found).toEqual([])
  })

  test("with fields that can be saved shows Shopify's save bar when one is changed, and not before", async () => {
    const bar = merchant.page.locator("#save-bar")
    const found = await onEachPage(async (frame, { name }) => {
      const field = await firstField(frame)
      if (!field) return name in DONE_AT_ONCE ? ["is listed as done at once and has no field"] : []
      if (await bar.isVisible()) return ["shows the save bar before anything was changed"]
      await change(field)
      await merchant.page.waitForTimeout(500)
      const shown = await bar.isVisible()
      if (shown) await discard()
      if (name in DONE_AT_ONCE) return shown ? ["is listed as done at once and shows the save bar"] : []
      return shown ? [] : [`${await field.evaluate((element) => element.outerHTML.slice(0, 120))} brings no save bar`]
    })
    expect(found).toEqual([])
  })
})

describe("navigation", () => {
  test("is Shopify's own menu: entries lead to pages, have no pictures in their names, and mark where one is", async () => {
    const frame = await merchant.visit("")
    const entries = await frame.locator("ui-nav-menu a, s-app-nav a, s-app-nav s-link").evaluateAll((links) =>
      links.map((link) => ({
        href: link.getAttribute("href") ?? "",
        home: link.getAttribute("rel") === "home",
        words: link.textContent ?? "",
      })),
    )
    const addresses = pages.map(({ path }) => `/app${path}`)
    expect(entries.length).toBeGreaterThan(3)
    expect(entries.filter(({ home }) => home).map(({ href }) => href)).toEqual(["/app"])
    expect(entries.filter(({ href }) => !addresses.includes(href))).toEqual([])
    expect(entries.filter(({ words }) => /\p{Extended_Pictographic}/u.test(words) || words.trim() === "")).toEqual([])
    await merchant.visit(pages.find(({ name }) => name === "member")?.path ?? "")
    const current = merchant.page.locator("#app-nav a[aria-current=page]")
    expect(await current.getAttribute("data-app-path")).toBe("/app/members")
  })

  test("asks before unsaved changes are lost, and keeps them when one stays", async () => {
    const frame = await merchant.visit("/programme")
    const field = (await firstField(frame)) as Locator
    const before = await field.inputValue()
    await change(field)
    const changed = await field.inputValue()
    await merchant.page.locator("#save-bar").waitFor()
    await merchant.page.locator('#app-nav a[data-app-path="/app/orders"]').click()
    await merchant.page.locator("dialog#ask[open]").getByRole("button", { name: "Keep editing" }).click()
    expect(await field.inputValue()).toBe(changed)
    await discard()
    expect(await field.inputValue()).toBe(before)
  })
})

test("an error stands beside its field in words, and stays until it is mended", async () => {
  const frame = await merchant.visit("/programme")
  const field = frame
    .locator("main input[type=text][inputmode], main input[type=number]")
    .filter({ visible: true })
    .first()
  await field.fill("")
  await merchant.page.locator("#save-bar-save").click()
  const error = frame.locator(".Polaris-InlineError").filter({ visible: true }).first()
  await error.waitFor()
  await merchant.page.waitForTimeout(LONGER_THAN_A_TOAST_MS)
  const words = await error.innerText()
  expect(words).toMatch(/^\p{L}[^{}<>_]{8,}$/u)
  expect(await field.getAttribute("aria-invalid")).toBe("true")
  const [fieldBox, errorBox] = [await field.boundingBox(), await error.boundingBox()]
  expect(Math.abs((errorBox?.y ?? 0) - (fieldBox?.y ?? 0))).toBeLessThan(120)
  await discard()
})

/** The first field whose value somebody edits: no search, no filter, nothing that chooses rows of a list. */
async function firstField(frame: Frame): Promise<Locator | null> {
  const elsewhere =
    "[role=search], [name=q], .Polaris-IndexTable, .Polaris-Filters, .Polaris-IndexFilters, [data-filter]"
  const fields = frame.locator("main :is(input[type=text], input[type=number], textarea):not([readonly]):enabled")
  for (const field of await fields.filter({ visible: true }).all())
    if (await field.evaluate((element, selector) => !element.closest(selector), elsewhere)) return field
  return null
}

async function change(field: Locator): Promise<void> {
  const before = await field.inputValue()
  await field.fill(before === "7" ? "8" : "7")
}

async function discard(): Promise<void> {
  await merchant.page.locator("#save-bar-discard").click()
  await merchant.page.locator("dialog#ask[open] button[value=yes]").click()
  await merchant.page.locator("#save-bar").waitFor({ state: "hidden" })
}
