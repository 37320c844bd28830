import { afterAll, beforeAll, expect, test } from "vitest"
import { axeFaults } from "#tests/support/axe.ts"
import { publishDefault } from "../../bin/demo/publish.ts"
import { openShop, postJson } from "../../bin/demo/scenario.ts"
import { type OpenWorld, openInAdmin, openWorld, type Visitor } from "./open-world.ts"

// The main job in a real browser: a shopper buys and sees points, time passes, half goes back, the merchant asks why.
// One story: each test goes on where the one before ended.
let open: OpenWorld
let shopper: Visitor
let merchant: Visitor
let orderId = ""

const PHONE = { width: 390, height: 844 }
/** Four bags at 14.78 EUR make 59.12 EUR of goods: 59 points; two bags left: 29. */
const POINTS = "59"
const POINTS_LEFT = "29"

beforeAll(async () => {
  open = await openWorld()
  await openShop(open.world, "today")
  await publishDefault(open.world, new Date())
  shopper = await open.visit(PHONE)
  merchant = await open.visit()
})

afterAll(() => open?.close())

const at = (path: string) => `${open.world.storefrontOrigin}${path}`

test("a shopper registers on the phone and joins in one step in the panel", async () => {
  const { page } = shopper
  await page.goto(at("/account/login"))
  const form = page.locator('form[action*="register"]')
  await form.locator('[name="first_name"]').fill("Мария")
  await form.locator('[name="last_name"]').fill("Иванова")
  await form.locator('[name="email"]').fill("maria@example.com")
  await form.locator('button[type="submit"]').click()
  await page.waitForURL(/\/account/)
  await page.goto(at("/"))
  await page.locator(".regulars-launcher__button").first().click()
  const panel = page.locator("dialog[open]")
  await panel.getByRole("button", { name: /Join|Присъедин|Включ/ }).click()
  await expect.poll(() => panel.textContent(), { timeout: 10_000 }).toMatch(/0/)
  expect(await axeFaults(page)).toEqual([])
})

test("buying shows pending points in the panel within two seconds", async () => {
  const { page } = shopper
  await page.goto(at("/products/ethiopia-guji"))
  await page.locator('[name="quantity"]').first().fill("4")
  await page.locator('form[action*="/cart/add"] button[type="submit"]').first().click()
  await page.waitForURL(/\/cart/)
  await page.goto(at("/checkout"))
  await page.locator("form.cart button[type=submit]").click()
  await page.waitForURL(/thank-you/)
  orderId = /thank-you\/(\d+)/.exec(page.url())?.[1] ?? ""
  const boughtAt = Date.now()
  await page.goto(at("/"))
  await page.locator(".regulars-launcher__button").first().click()
  const panel = page.locator("dialog[open]")
  await expect.poll(() => panel.textContent(), { timeout: 10_000, interval: 50 }).toMatch(new RegExp(`\\b${POINTS}\\b`))
  expect(Date.now() - boughtAt).toBeLessThan(2000)
})

test("fifteen days later the points are available", async () => {
  await postJson(`${open.world.simulatorOrigin}/_control/clock`, { advance: "15d" })
  await expectAvailable(POINTS)
})

test("half of the order is refunded at the desk, and half of the points go", async () => {
  const { page, faults } = merchant
  await page.goto(`${open.world.simulatorOrigin}/desk/zrance/orders/${orderId}`)
  await page.locator("#refund summary").click()
  await page
    .locator("#refund")
    .getByLabel(/^Ethiopia Guji/)
    .fill("2")
  await page.locator("#refund").getByRole("button", { name: "Refund" }).click()
  await page.waitForLoadState()
  await expectAvailable(POINTS_LEFT)
  expect(faults).toEqual([])
})

/** Asks the storefront as the panel does, until the shopper can use that many points. */
async function expectAvailable(points: string): Promise<void> {
  const available = async () => {
    const answer = await shopper.page.request.get(at("/apps/regulars/summary"))
    return String(((await answer.json()) as { member: { available: number } }).member.available)
  }
  await expect.poll(available, { timeout: 15_000 }).toBe(points)
}

test("the account page shows balance, tier and history without a request of its own before it is opened", async () => {
  const { page, faults } = shopper
  await expect
    .poll(
      async () => {
        await page.goto(at("/account"))
        return page.locator(".regulars").first().textContent()
      },
      { timeout: 15_000 },
    )
    .toMatch(new RegExp(`\\b${POINTS_LEFT}\\b`))
  expect(await axeFaults(page)).toEqual([])
  expect(faults).toEqual([])
})

test("the merchant finds the member, whose statement adds up", async () => {
  const list = await openInAdmin(open, merchant, "/members")
  await list.getByText("maria@example.com").first().waitFor()
  await list.getByRole("link", { name: /Мария/ }).first().click()
  const frame = merchant.page.frameLocator("iframe")
  await frame.getByText("Earned in all").waitFor()
  const words = await frame.locator("body").textContent()
  expect(words).toContain(POINTS_LEFT)
  expect(words).toMatch(/Мария Иванова/)
  expect(await axeFaults(merchant.page)).toEqual([])
})

test("the order's page explains in words what it earned and what the refund took", async () => {
  const frame = await openInAdmin(open, merchant, `/orders/${orderId}`)
  await frame.getByText("2 of 4 remain after a refund or removal").first().waitFor()
  const words = await frame.locator("body").textContent()
  expect(words).toContain("29.56")
  expect(words).toMatch(/Ethiopia Guji/)
  expect(await axeFaults(merchant.page)).toEqual([])
  expect(merchant.faults).toEqual([])
})
