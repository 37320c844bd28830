import type { Locator } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type AdminPage, listAdminPages } from "../../bench/admin-pages.ts"
import { openShop } from "../../bin/demo/scenario.ts"
import { adminAddress } from "../../bin/demo/world-file.ts"
import { fillShop } from "./admin/fill-shop.ts"
import { type Merchant, openMerchant } from "./built-for-shopify/merchant.ts"
import { change, discard, firstField, lookAt, type Sight } from "./built-for-shopify/sight.ts"

// What Shopify asks of apps that are "Built for Shopify", as far as a browser can tell (docs/built-for-shopify.md). All of
// it in a browser that keeps no cookies and no storage for anybody, so that every page also proves it can do without.

const LONGER_THAN_A_TOAST_MS = 6500

let merchant: Merchant
let pages: AdminPage[]

beforeAll(async () => {
  merchant = await openMerchant()
})

afterAll(() => merchant?.close())

describe("from the admin's install button to the app", () => {
  test("there is no other page, no window and no further sign-up: the app opens in the frame", async () => {
    const { world } = merchant
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
  let sights: Sight[]
  const found = (of: (sight: Sight) => string[]) =>
    sights.flatMap((sight) => of(sight).map((fault) => `${sight.page.name}: ${fault}`))

  // Each is visited once and looked at for everything; the tests below say what was seen.
  beforeAll(async () => {
    const { memberId, ...filled } = await fillShop(merchant.world)
    pages = listAdminPages({ customerId: memberId, ...filled })
    merchant.origins.clear()
    sights = await merchant.lookAtEach(pages, lookAt)
  })

  test("can be shown: there is a member, an order and failed work", () => {
    expect(pages.length).toBeGreaterThan(8)
    expect(sights.map(({ page }) => page)).toEqual(pages)
  })

  test("works without cookies and storage, and asks nobody but Shopify and us for anything", () => {
    const { world } = merchant
    expect(found(({ errors }) => errors)).toEqual([])
    expect([...merchant.origins].toSorted()).toEqual([world.simulatorOrigin, world.appOrigin].toSorted())
  })

  test("has App Bridge in its head, before every other script", () => {
    expect(found(({ bridge }) => bridge)).toEqual([])
  })

  test("opens nothing by itself: no dialog, no popover, no toast, no window; it stays within the admin", () => {
    expect(found(({ opened }) => opened)).toEqual([])
    expect(merchant.windows()).toBe(0)
    expect([...merchant.wentTo]).toEqual([merchant.world.simulatorOrigin])
  })

  test("shows no error on a field before anybody touched it, and no two banners one after the other", () => {
    expect(found(({ early }) => early)).toEqual([])
  })

  test("does not scroll sideways on a phone of 320 pixels", () => {
    expect(found(({ wide }) => wide)).toEqual([])
  })

  test("that lies below another leads back to it", () => {
    expect(found(({ lost }) => lost)).toEqual([])
  })

  test("with fields that can be saved shows Shopify's save bar when one is changed, and not before", () => {
    expect(found(({ bar }) => bar)).toEqual([])
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
    await discard(merchant)
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
  await discard(merchant)
})
