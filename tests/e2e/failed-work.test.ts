import AxeBuilder from "@axe-core/playwright"
import type { FrameLocator, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { publishDefault } from "../../bin/demo/publish.ts"
import { postJson } from "../../bin/demo/scenario.ts"
import { deliverSigned } from "../../bin/regulars/signed-delivery.ts"
import { type OpenWorld, openWorld, type Visitor } from "./open-world.ts"

// Three messages that cannot be understood: the merchant sees them, tries one again, discards two and brings one back.
// One story: each test goes on where the one before ended.
let open: OpenWorld
let merchant: Visitor

const PHONE = { width: 390, height: 844 }

beforeAll(async () => {
  open = await openWorld()
  await postJson(`${open.world.simulatorOrigin}/_control/scenario/${open.world.shop}/open`, { start: "today" })
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

async function visit({ page }: Visitor, path: string, locale = "en"): Promise<FrameLocator> {
  await page.goto(`${open.world.simulatorOrigin}/admin/zrance/apps/regulars${path}?locale=${locale}`)
  const frame = page.frameLocator("iframe")
  await frame.locator("h1").first().waitFor({ timeout: 30_000 })
  return frame
}

async function axeFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include("iframe").analyze()
  return violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.target.join(" ")).join(", ")}`)
}

const boxesIn = (frame: FrameLocator) => frame.locator(".Polaris-IndexTable__TableRow .Polaris-Checkbox")
const linksIn = (frame: FrameLocator) => frame.locator('a[href*="/app/work/event-"]')

test("with nothing failed the page says that nothing waits", async () => {
  const frame = await visit(merchant, "/work")
  await frame.getByText("Nothing waits").waitFor()
  expect(await axeFaults(merchant.page)).toEqual([])
})

test("what failed is announced on Home, listed with its reason, and told in detail", async () => {
  for (const id of ["nonsense-1", "nonsense-2", "nonsense-3"]) await deliverNonsense(id)
  const listed = async () => linksIn(await visit(merchant, "/work")).count()
  await expect.poll(listed, { timeout: 40_000, interval: 1000 }).toBe(3)
  const home = await visit(merchant, "")
  await home.getByRole("link", { name: "See what failed" }).click()
  await linksIn(home).first().click()
  await home.getByText("The message cannot be understood").first().waitFor()
  await home.getByText("nonsense-3").waitFor()
  expect(await axeFaults(merchant.page)).toEqual([])
})

test("all of them are discarded at once, after a question, and one is brought back", async () => {
  const frame = await visit(merchant, "/work")
  await linksIn(frame).first().waitFor()
  for (const row of [0, 1, 2]) await boxesIn(frame).nth(row).click()
  await frame.getByRole("button", { name: "Discard" }).first().click()
  await frame.getByText("Discard this work?").waitFor()
  await frame.getByRole("dialog").getByRole("button", { name: "Discard" }).click()
  await frame.getByText("Nothing of this kind").waitFor()
  const discarded = await visit(merchant, "/work")
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
  expect(await axeFaults(merchant.page)).toEqual([])
})

test("on a phone, in Bulgarian, one is tried again", async () => {
  const phone = await open.visit(PHONE)
  const listed = async () => linksIn(await visit(phone, "/work", "bg")).count()
  await expect.poll(listed, { timeout: 40_000, interval: 1000 }).toBe(1)
  const frame = phone.page.frameLocator("iframe")
  expect(await axeFaults(phone.page)).toEqual([])
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
