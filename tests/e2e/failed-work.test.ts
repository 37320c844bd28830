import type { FrameLocator } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { axeFaults } from "#tests/support/axe.ts"
import { publishDefault } from "../../bin/demo/publish.ts"
import { openShop } from "../../bin/demo/scenario.ts"
import { deliverSigned } from "../../bin/regulars/signed-delivery.ts"
import { type OpenWorld, openInAdmin, openWorld, type Visitor } from "./open-world.ts"

// Three messages that cannot be understood: the merchant sees them, tries one again, discards two and brings one back.
// One story: each test goes on where the one before ended.
let open: OpenWorld
let merchant: Visitor

const PHONE = { width: 390, height: 844 }

beforeAll(async () => {
  open = await openWorld()
  await openShop(open.world, "today")
  await publishDefault(open.world, new Date())
  merchant = await open.visit()
})

afterAll(() => open?.close())

async function deliverNonsense(eventId: string): Promise<void> {
  const { appOrigin, apiSecret, shop } = open.world
  const body = JSON.stringify({ name: "#1" })
  const answer = await deliverSigned(appOrigin, apiSecret, { shop, topic: "orders/paid", body, eventId })
  expect(answer.status).toBe(200)
}

const boxesIn = (frame: FrameLocator) => frame.locator(".Polaris-IndexTable__TableRow .Polaris-Checkbox")
const linksIn = (frame: FrameLocator) => frame.locator('a[href*="/app/work/event-"]')

test("with nothing failed the page says that nothing waits", async () => {
  const frame = await openInAdmin(open, merchant, "/work")
  await frame.getByText("Nothing waits").waitFor()
  expect(await axeFaults(merchant.page, "iframe")).toEqual([])
})

test("what failed is announced on Home, listed with its reason, and told in detail", async () => {
  for (const id of ["nonsense-1", "nonsense-2", "nonsense-3"]) await deliverNonsense(id)
  const listed = async () => linksIn(await openInAdmin(open, merchant, "/work")).count()
  await expect.poll(listed, { timeout: 40_000, interval: 1000 }).toBe(3)
  const home = await openInAdmin(open, merchant, "")
  await home.getByRole("link", { name: "See what failed" }).click()
  await linksIn(home).first().click()
  await home.getByText("The message cannot be understood").first().waitFor()
  await home.getByText("nonsense-3").waitFor()
  expect(await axeFaults(merchant.page, "iframe")).toEqual([])
})

test("all of them are discarded at once, after a question, and one is brought back", async () => {
  const frame = await openInAdmin(open, merchant, "/work")
  await linksIn(frame).first().waitFor()
  for (const row of [0, 1, 2]) await boxesIn(frame).nth(row).click()
  await frame.getByRole("button", { name: "Discard" }).first().click()
  await frame.getByText("Discard this work?").waitFor()
  await frame.getByRole("dialog").getByRole("button", { name: "Discard" }).click()
  await frame.getByText("Nothing of this kind").waitFor()
  const discarded = await openInAdmin(open, merchant, "/work")
  await discarded.getByRole("button", { name: "Show", exact: true }).click()
  await discarded.getByRole("checkbox", { name: "Discarded" }).click()
  await merchant.page.keyboard.press("Escape")
  await discarded
    .getByText(/Discarded by staff member/)
    .first()
    .waitFor()
  await boxesIn(discarded).first().click()
  await discarded.getByRole("button", { name: "Bring back" }).first().click()
  await expect.poll(() => discarded.getByText(/Discarded by staff member/).count(), { timeout: 20_000 }).toBe(2)
  expect(await axeFaults(merchant.page, "iframe")).toEqual([])
})

test("on a phone, in Bulgarian, one is tried again", async () => {
  const phone = await open.visit(PHONE)
  const listed = async () => linksIn(await openInAdmin(open, phone, "/work", "bg")).count()
  await expect.poll(listed, { timeout: 40_000, interval: 1000 }).toBe(1)
  const frame = phone.page.frameLocator("iframe")
  expect(await axeFaults(phone.page, "iframe")).toEqual([])
  const { wide, seen } = await frame
    .locator("html")
    .evaluate((root) => ({ wide: root.scrollWidth, seen: root.clientWidth }))
  expect(wide).toBeLessThanOrEqual(seen)
  await linksIn(frame).first().click()
  await frame.getByText("Съобщението не може да се разбере").first().waitFor()
  await frame.getByRole("button", { name: "Нов опит сега" }).first().click()
  await frame.getByText("Нов ръчен опит").waitFor()
  expect([...merchant.faults, ...phone.faults]).toEqual([])
})
