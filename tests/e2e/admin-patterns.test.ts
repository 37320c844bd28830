import { readFile } from "node:fs/promises"
import type { FrameLocator } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { openStorefront } from "#simulator/scenario/shopper.ts"
import { axeFaults } from "#tests/support/axe.ts"
import { publishDefault } from "../../bin/demo/publish.ts"
import { openShop } from "../../bin/demo/scenario.ts"
import { layoutFaults } from "./admin/inspect.ts"
import { type OpenWorld, openInAdmin, openWorld, type Visitor } from "./open-world.ts"

// The patterns of app/ui as people meet them: lists that are narrowed and saved, work on many members, forms that guard
// what was typed. One story: each test goes on where the one before ended.
let open: OpenWorld
let merchant: Visitor

const PHONE = { width: 390, height: 844 }
/** One of them has a name that a spreadsheet would take for a formula. */
const PEOPLE = [
  ["maria@example.com", "Мария", "Иванова"],
  ["boris@example.com", "Борис", "Колев"],
  ["trick@example.com", "=1+1", "Formula"],
] as const

beforeAll(async () => {
  open = await openWorld()
  await openShop(open.world, "today")
  await publishDefault(open.world, new Date())
  for (const [email, first, last] of PEOPLE) {
    const shopper = openStorefront(open.world.storefrontOrigin)
    await shopper.register(email, first, last)
    await shopper.join()
  }
  merchant = await open.visit()
})

afterAll(() => open?.close())

const inFrame = ({ page }: Visitor) => page.frames().find((frame) => frame.url().includes("/app")) as never
const rowsIn = (frame: FrameLocator) => frame.locator('a[href*="/app/members/"]')
const toast = (words: string) => merchant.page.locator("#toasts .toast", { hasText: words })

test("a list is narrowed with the keyboard alone, the address tells it, and the way back is the browser's", async () => {
  const { page } = merchant
  const frame = await openInAdmin(open, merchant, "/members")
  await rowsIn(frame).nth(2).waitFor()
  await frame.getByRole("button", { name: "Tier", exact: true }).focus()
  await page.keyboard.press("Enter")
  await frame.getByRole("checkbox", { name: "Gold" }).focus()
  await page.keyboard.press("Space")
  await frame.getByText("No member found").waitFor()
  await page.keyboard.press("Escape")
  await expect.poll(() => page.url()).toContain("tier=gold")
  await frame.getByRole("button", { name: "Remove Tier: Gold" }).focus()
  await page.keyboard.press("Enter")
  await rowsIn(frame).nth(2).waitFor()
  await page.goBack()
  await frame.getByText("No member found").waitFor()
  await frame.getByRole("button", { name: "Show everything" }).click()
  await rowsIn(frame).nth(2).waitFor()
  expect(await axeFaults(page, "iframe")).toEqual([])
})

test("what a list shows is saved under a name, renamed, deleted, and brought back", async () => {
  const { page } = merchant
  const frame = await openInAdmin(open, merchant, "/members?tier=none&sort=oldest")
  await frame.getByRole("button", { name: "Save this view" }).click()
  await frame.getByRole("textbox", { name: "Name", exact: true }).fill("Without a tier")
  await frame.getByRole("checkbox", { name: "Everybody in this shop sees it" }).check()
  expect(await axeFaults(page, "iframe")).toEqual([])
  await frame.getByRole("dialog").getByRole("button", { name: "Save" }).dblclick()
  await frame.getByRole("navigation", { name: "Saved views" }).getByText("Without a tier").waitFor()
  const again = await openInAdmin(open, merchant, "/members")
  await again.getByRole("button", { name: "Without a tier" }).click()
  await expect.poll(() => page.url()).toContain("tier=none")
  await again.getByRole("button", { name: /What to do with/ }).click()
  await again.getByRole("menuitem", { name: "Rename" }).click()
  await again.getByRole("textbox", { name: "Name", exact: true }).fill("Tierless")
  await page.keyboard.press("Enter")
  await again.getByRole("button", { name: "Tierless", exact: true }).waitFor()
  await again.getByRole("button", { name: /What to do with/ }).click()
  await again.getByRole("menuitem", { name: "Delete" }).click()
  await toast("View deleted").getByRole("button", { name: "Undo" }).click()
  await again.getByRole("button", { name: "Tierless", exact: true }).waitFor()
})

test("points for all members of a list: asked for with their number, refused beside the field, given once", async () => {
  const { page } = merchant
  const frame = await openInAdmin(open, merchant, "/members")
  await rowsIn(frame).nth(2).waitFor()
  await frame
    .getByRole("checkbox", { name: /Select all/ })
    .first()
    .check({ force: true })
  await frame.getByRole("button", { name: "Give points" }).first().click()
  const dialog = frame.getByRole("dialog")
  await dialog.getByText("Give points to 3 members?").waitFor()
  await dialog.getByRole("textbox", { name: "Points" }).fill("ten")
  await dialog.getByRole("button", { name: "Give points" }).click()
  await dialog.getByText(/Write a number/).waitFor()
  expect(await axeFaults(page, "iframe")).toEqual([])
  await dialog.getByRole("textbox", { name: "Points" }).fill("25")
  await dialog.getByRole("textbox", { name: "Reason" }).fill("A late parcel")
  await dialog.getByRole("button", { name: "Give points" }).dblclick()
  await expect.poll(() => frame.getByText("3 of 3").count(), { timeout: 60_000 }).toBeGreaterThan(0)
  expect(await axeFaults(page, "iframe")).toEqual([])
  const reloaded = await openInAdmin(open, merchant, "/members?points=25..25")
  await reloaded.getByText("3 of 3").waitFor()
  await rowsIn(reloaded).nth(2).waitFor()
  expect(await rowsIn(reloaded).count()).toBe(3)
  await reloaded.getByRole("button", { name: "Put away" }).click()
  await expect.poll(() => reloaded.getByText("3 of 3").count()).toBe(0)
})

test("the list is downloaded as it is narrowed, and nothing in it is a formula", async () => {
  const { page } = merchant
  const frame = await openInAdmin(open, merchant, "/members?points=1..")
  await rowsIn(frame).nth(2).waitFor()
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    frame.getByRole("button", { name: "Export as CSV" }).click(),
  ])
  const lines = (await readFile((await download.path()) as string, "utf8")).trim().split("\r\n")
  expect(lines).toHaveLength(4)
  expect(lines.join("\n")).toContain("'=1+1 Formula,trick@example.com")
})

test("whoever leaves a form with something unsaved is asked: Shopify's save bar, or our own question", async () => {
  const { page } = merchant
  const programme = await openInAdmin(open, merchant, "/programme")
  const days = programme.getByRole("textbox", { name: /^Days/ }).first()
  await days.fill("21")
  await page.locator("#save-bar").waitFor()
  await page.getByRole("link", { name: "Orders" }).last().click()
  await page.locator("#ask-no").click()
  expect(await days.inputValue()).toBe("21")
  await page.locator("#save-bar-discard").click()
  await page.locator("#ask-yes").click()
  await expect.poll(() => page.locator("#save-bar").isHidden()).toBe(true)
  const list = await openInAdmin(open, merchant, "/members")
  await rowsIn(list).first().click()
  const reason = list.getByRole("textbox", { name: "Reason" })
  await reason.fill("Half a sen")
  await list.getByRole("link", { name: "Members" }).first().click()
  await list.getByText("Leave without saving?").waitFor()
  expect(await axeFaults(page, "iframe")).toEqual([])
  await list.getByRole("dialog").getByRole("button", { name: "Cancel" }).click()
  expect(await reason.inputValue()).toBe("Half a sen")
  await list.getByRole("link", { name: "Members" }).first().click()
  await list.getByRole("dialog").getByRole("button", { name: "Leave" }).click()
  await rowsIn(list).nth(2).waitFor()
})

test("a form sent twice by a double click changes points once, and what is wrong is summed up on top", async () => {
  const list = await openInAdmin(open, merchant, "/members?sort=oldest")
  await rowsIn(list).first().click()
  await list.getByRole("button", { name: "Change points" }).click()
  await list.getByText("2 fields need another look").waitFor()
  expect(await axeFaults(merchant.page, "iframe")).toEqual([])
  await list.getByRole("textbox", { name: "Points" }).fill("1,000")
  await list.getByRole("textbox", { name: "Reason" }).fill("Welcome back")
  await list.getByRole("button", { name: "Change points" }).dblclick()
  await toast("Points given").waitFor()
  await expect.poll(() => list.getByText("1,025 available").count(), { timeout: 20_000 }).toBe(1)
  expect(await list.getByText("Welcome back").count()).toBe(1)
})

test("a pause that would end before it begins is refused beside the field, and begins once it is put right", async () => {
  const frame = await openInAdmin(open, merchant, "/programme")
  const dialog = frame.getByRole("dialog")
  await frame.getByRole("button", { name: "Start a pause" }).click()
  const until = dialog.getByLabel("Ends on (optional)")
  await until.fill("2020-01-01T10:00")
  await dialog.getByRole("textbox", { name: "English" }).fill("Stocktaking until Monday")
  await dialog.getByRole("button", { name: "Start a pause" }).click()
  await dialog.getByText("The end must lie ahead.").waitFor()
  expect(await dialog.getByRole("textbox", { name: "English" }).inputValue()).toBe("Stocktaking until Monday")
  await until.fill("")
  await dialog.getByRole("button", { name: "Start a pause" }).dblclick()
  await frame.getByText("Earning is paused").waitFor()
  await frame.getByRole("button", { name: "Undo, as if it had never been" }).click()
  await frame.getByRole("dialog").getByRole("button", { name: "Undo, as if it had never been" }).click()
  await frame.getByText("Undone: orders placed in it earned after all").waitFor()
})

test("on a phone, in Bulgarian, a narrowed list and its filters fit and are clean", async () => {
  const phone = await open.visit(PHONE)
  const frame = await openInAdmin(open, phone, "/members?points=1..&sort=points", "bg")
  expect(await layoutFaults(inFrame(phone))).toEqual([])
  expect(await axeFaults(phone.page, "iframe")).toEqual([])
  await frame.getByRole("button", { name: "Налични", exact: true }).click()
  await frame.getByRole("textbox", { name: "Най-малко" }).fill("1 000")
  await frame.getByRole("button", { name: "Прилагане" }).click()
  await expect.poll(() => phone.page.url()).toContain("points=1000..")
  expect([...merchant.faults, ...phone.faults]).toEqual([])
})
