import type { FrameLocator, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { axeFaults } from "#tests/support/axe.ts"
import { openShop } from "../../bin/demo/scenario.ts"
import { adminAddress } from "../../bin/demo/world-file.ts"
import { type OpenWorld, openWorld, type Visitor } from "./open-world.ts"

// A merchant's first five minutes: from the app that is not installed to a programme that shoppers see, every click counted.
// One story: each test goes on where the one before ended.
let open: OpenWorld
let merchant: Visitor
let clicks = 0

/** What the product promises from "Install" to a programme that is live and stands in the shop. */
const MOST_CLICKS = 10
const PHONE = { width: 390, height: 844 }

beforeAll(async () => {
  open = await openWorld()
  await openShop(open.world, "new")
  merchant = await open.visit()
})

afterAll(() => open?.close())

const appFrame = (page: Page = merchant.page) => page.frameLocator("#app-frame")
const admin = (path = "") => adminAddress(open.world, path)

async function click(target: ReturnType<FrameLocator["locator"]>): Promise<void> {
  await target.click()
  clicks += 1
}

/** Follows a link of the guide into the theme editor's own window, saves there and comes back. */
async function saveInEditor(linkName: string): Promise<void> {
  const opening = merchant.context.waitForEvent("page")
  await click(appFrame().getByRole("link", { name: linkName }))
  const editor = await opening
  await click(editor.getByRole("button", { name: "Save" }))
  await editor.getByText("Saved: the shop shows it now.").waitFor()
  expect(await axeFaults(editor)).toEqual([])
  await editor.close()
  // A headless browser's windows are all in view; a real one says so when it comes back to the front.
  await appFrame()
    .locator("html")
    .evaluate(() => document.dispatchEvent(new Event("visibilitychange")))
}

const step = (title: string, state: string) => appFrame().getByRole("button", { name: `${state} ${title}` })

test("after the installation home offers ready programmes and a guide with nothing done", async () => {
  await merchant.page.goto(admin())
  await click(merchant.page.getByRole("button", { name: "Install" }))
  await appFrame().getByText("0 of 5 done").waitFor({ timeout: 30_000 })
  await step("Switch on the rewards button", "To do").waitFor()
  expect(
    await appFrame()
      .getByRole("button", { name: /^Use this/ })
      .count(),
  ).toBe(4)
  expect(await axeFaults(merchant.page)).toEqual([])
})

test("a ready programme is chosen with one click, read in words and published", async () => {
  await click(appFrame().getByRole("button", { name: "Use this: Café or bakery" }))
  await appFrame().getByText("In your draft").waitFor()
  const words = await appFrame().locator("body").textContent()
  expect(words).toContain("10 points for every €1.00")
  expect(words).toContain("Friend of the house (from €150.00, × 1.25)")
  expect(await axeFaults(merchant.page)).toEqual([])
  await click(appFrame().getByRole("button", { name: "Publish", exact: true }))
  await click(appFrame().getByRole("dialog").getByRole("button", { name: "Publish" }))
  await merchant.page.getByText("Version 1 published").waitFor()
})

test("without the guide, home says that shoppers do not see the programme", async () => {
  await merchant.page.goto(admin())
  await appFrame().getByText("1 of 5 done").waitFor({ timeout: 30_000 })
  await appFrame().getByRole("button", { name: "Hide the guide" }).click()
  await appFrame().getByText("The rewards button is not switched on in your theme").waitFor()
  const remedy = appFrame().getByRole("link", { name: "Switch it on" })
  expect(await remedy.getAttribute("href")).toMatch(
    /^https:\/\/zrance\.myshopify\.com\/admin\/themes\/current\/editor\?/,
  )
  await appFrame().getByRole("button", { name: "Show the set-up guide" }).click()
  await appFrame().getByText("1 of 5 done").waitFor()
})

test("the guide leads into the theme editor and sees by itself what was saved there", async () => {
  await merchant.page.goto(admin())
  await appFrame().getByText("1 of 5 done").waitFor({ timeout: 30_000 })
  await saveInEditor("Switch on in the theme")
  await step("Switch on the rewards button", "Done").waitFor()
  await saveInEditor("Add to the product page")
  await step("Show points on the product page", "Done").waitFor()
  expect(clicks, "clicks from the installation to a programme that shoppers see").toBeLessThanOrEqual(MOST_CLICKS)
})

test("shoppers see the launcher and what a product earns", async () => {
  const { page, faults } = await open.visit(PHONE)
  await expect
    .poll(
      async () => {
        await page.goto(`${open.world.storefrontOrigin}/products/ethiopia-guji`)
        return page.locator(".regulars-points").count()
      },
      { timeout: 20_000 },
    )
    .toBe(1)
  await page.locator(".regulars-launcher__button").first().click()
  await page.locator("dialog[open]").waitFor()
  expect(faults).toEqual([])
})

test("home stands on the phone, in three languages, with charts that are also tables", async () => {
  await merchant.page.setViewportSize(PHONE)
  for (const locale of ["bg", "ru", "en"]) {
    await merchant.page.goto(admin(`?locale=${locale}`))
    await appFrame().locator(".regulars-chart").first().waitFor({ timeout: 30_000 })
    expect(
      await appFrame()
        .locator("html")
        .evaluate((html) => html.scrollWidth - html.clientWidth),
    ).toBeLessThanOrEqual(0)
  }
  const charts = appFrame().locator(".regulars-chart")
  expect(await charts.count()).toBe(3)
  expect(await charts.first().getByRole("img").getAttribute("aria-label")).toMatch(/^Points given: 0 today/)
  await charts.first().getByRole("button", { name: "Show as a table" }).click()
  expect(await charts.first().getByRole("row").count()).toBe(31)
  expect(await axeFaults(merchant.page)).toEqual([])
})

test("the guide is put away for the whole shop and brought back", async () => {
  await appFrame().getByRole("button", { name: "Hide the guide" }).click()
  await appFrame().getByRole("button", { name: "Show the set-up guide" }).waitFor()
  await merchant.page.reload()
  await appFrame().getByRole("button", { name: "Show the set-up guide" }).click()
  await appFrame().getByText("3 of 5 done").waitFor()
  expect(merchant.faults).toEqual([])
})
