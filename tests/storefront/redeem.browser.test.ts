import type { Locator, Page } from "playwright-core"
import { beforeEach, describe, expect, it } from "vitest"
import { createDiscount } from "#simulator/world/actions/discounts.ts"
import { getShop } from "#simulator/world/world.ts"
import { browseStorefront, comeToRest, faultsForReaders, signIn } from "./browsed-storefront.ts"
import { SHOP } from "./coffee-shop.ts"
import { firstAnswers } from "./open-storefront.ts"
import { CODE } from "./reward-answers.ts"

// Points are spent on the storefront: in the account's card and in the panel.

const browsed = browseStorefront()

beforeEach(() => {
  Object.assign(browsed.store.app, firstAnswers(), { asked: [] })
})

type Opened = { page: Page; part: Locator; problems: string[] }

/** Anna's account, or the panel over it, with what points buy opened. */
async function openRewards(where: "card" | "panel", width = 390, prefix = ""): Promise<Opened> {
  const page = await browsed.openPage({
    viewport: { width, height: 844 },
    permissions: ["clipboard-read", "clipboard-write"],
  })
  const problems: string[] = []
  page.on("pageerror", (error) => problems.push(error.message))
  await signIn(page)
  await page.goto(`${prefix}/account`)
  const place = page.locator(where === "card" ? ".regulars-card" : "dialog")
  if (where === "panel") {
    await page.locator(".regulars-launcher__button").click()
    await comeToRest(place)
  }
  const part = place.locator('[data-part="rewards"]')
  await part.locator("summary").click()
  await part.getByRole("listitem").first().waitFor()
  return { page, part, problems }
}

const item = (part: Locator, name: string) => part.getByRole("listitem").filter({ hasText: name })
const redeemed = (part: Locator) => part.locator('[data-part="redeemed"] > li')
const said = (part: Locator) => part.locator('[data-part="said"]')
const posts = () => browsed.store.app.asked.filter((asked) => asked === "POST /storefront/rewards")

async function confirm(part: Locator, name: string): Promise<void> {
  await item(part, name).getByRole("button", { name: "Redeem", exact: true }).click()
  await item(part, name).getByRole("button", { name: "Yes, redeem" }).click()
}

describe("a member who uses points", () => {
  it("costs nobody anything before: neither script nor style nor list", async () => {
    const page = await browsed.openPage()
    const asked: string[] = []
    page.on("request", (request) => asked.push(new URL(request.url()).pathname))
    await signIn(page)
    await page.goto("/pages/rewards", { waitUntil: "networkidle" })
    expect(asked.filter((path) => path.includes("rewards") && !path.startsWith("/pages/"))).toEqual([])
    const card = page.locator('.regulars-card [data-part="rewards"]')
    await card.locator("summary").click()
    await card.getByRole("listitem").first().waitFor()
    const files = asked.map((path) => path.split("/").at(-1))
    expect(files.filter((file) => file === "regulars-rewards.js")).toHaveLength(1)
    expect(files.filter((file) => file === "regulars-rewards.css")).toHaveLength(1)
    expect(browsed.store.app.asked).toEqual(["GET /storefront/rewards"])
  })

  it.each(["card", "panel"] as const)("confirms once and gets a code, in the %s", async (where) => {
    const { page, part, problems } = await openRewards(where)
    browsed.store.app.offered.makes = false
    await item(part, "5 € off").first().getByRole("button", { name: "Redeem", exact: true }).click()
    const yes = part.getByRole("button", { name: "Yes, redeem" })
    expect(await yes.evaluate((button) => button === document.activeElement)).toBe(true)
    expect(await part.getByText("500 points → €5").isVisible()).toBe(true)
    expect(posts()).toEqual([])
    await yes.click()
    await expect.poll(() => said(part).textContent()).toBe("Redeemed. You find it below.")
    expect(await said(part).evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await redeemed(part).getByText("Being made…").isVisible()).toBe(true)
    expect(await part.locator("code").isVisible()).toBe(false)
    browsed.store.app.offered.makes = true
    await expect.poll(() => part.locator("code").textContent(), { timeout: 5000 }).toBe(CODE)
    await part.getByRole("button", { name: "Copy code" }).click()
    await expect.poll(() => said(part).textContent()).toBe("The code is copied.")
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(CODE)
    expect(problems).toEqual([])
  })

  it("redeems once, however often the confirmation is clicked", async () => {
    const { part } = await openRewards("card")
    browsed.store.app.delayMs = 200
    await item(part, "50 € off").waitFor()
    await part.getByRole("button", { name: "Redeem", exact: true }).first().click()
    await part.getByRole("button", { name: "Yes, redeem" }).dblclick()
    await expect.poll(() => redeemed(part).count()).toBe(1)
    expect(new Set(browsed.store.app.offered.keys).size).toBe(1)
    expect(posts()).toHaveLength(1)
  })

  it("who tries again after a failure sends the same confirmation", async () => {
    const { part } = await openRewards("card")
    const { app } = browsed.store
    app.status = 503
    await confirm(part, "For your next parcel")
    await expect.poll(() => said(part).textContent()).toContain("Nothing was spent twice")
    app.status = 200
    app.offered.makes = false
    await part.getByRole("button", { name: "Not now" }).click()
    await confirm(part, "For your next parcel")
    await expect.poll(() => redeemed(part).count()).toBe(1)
    expect(app.offered.keys).toHaveLength(1)
  })

  it("chooses by the slider what to spend", async () => {
    const { page, part } = await openRewards("card")
    expect(await part.getByText("100–2000 points").isVisible()).toBe(true)
    await item(part, "Points for money").getByRole("button", { name: "Redeem", exact: true }).click()
    const slider = part.getByRole("slider", { name: "How many points" })
    expect(await slider.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press("End")
    await expect.poll(() => part.locator('[data-value="spend"]:visible').textContent()).toBe("1200 points → €12")
    expect(await slider.getAttribute("aria-valuetext")).toBe("1200 points → €12")
    await part.getByRole("button", { name: "Yes, redeem" }).click()
    await expect.poll(() => redeemed(part).getByText("Points for money · €12").isVisible()).toBe(true)
    expect(browsed.store.app.offered.redemptions[0]?.points).toBe(1200)
  })

  it("reads what is missing for a reward beyond the balance, and cannot redeem it", async () => {
    const { part } = await openRewards("card")
    const dear = item(part, "50 € off")
    expect(await dear.getByText("Still missing: 3760 points").isVisible()).toBe(true)
    expect(await dear.getByRole("button").count()).toBe(0)
  })

  it("is told when the reward is gone meanwhile", async () => {
    const { part } = await openRewards("card")
    const { offered } = browsed.store.app
    offered.rewards = offered.rewards.map((reward) => ({ ...reward, ok: false, reason: "out_of_stock" }))
    await confirm(part, "For your next parcel")
    await expect.poll(() => said(part).textContent()).toBe("All gone.")
    expect(await redeemed(part).count()).toBe(0)
    expect(await part.getByRole("button", { name: "Redeem", exact: true }).count()).toBe(0)
  })

  it("uses the code in the cart, and the checkout takes it off", async () => {
    const { store } = browsed
    const at = store.context.clock.now()
    createDiscount(store.context.world, SHOP, fiveOff(at), at)
    const { page, part } = await openRewards("card")
    await confirm(part, "For your next parcel")
    await part.getByRole("link", { name: "Use it in the cart" }).click({ timeout: 5000 })
    await page.waitForURL("**/cart")
    await page.goto("/products/ethiopia-guji")
    await page.locator('form[action*="/cart/add"] button[type="submit"]').first().click()
    await page.waitForURL("**/cart")
    await page.goto("/checkout")
    expect(await page.locator("input[name=code]").inputValue()).toBe(CODE)
    await page.locator("form.cart button[type=submit]").click()
    await page.waitForURL("**/thank-you/*")
    const orderId = page.url().split("/").at(-1)?.split("?")[0] ?? ""
    expect(getShop(store.context.world, SHOP).orders.get(orderId)).toMatchObject({
      discount_codes: [{ code: CODE, amount: "5.00" }],
    })
  })

  it("gives a code back, and hears that the points return", async () => {
    const { part } = await openRewards("card")
    await confirm(part, "For your next parcel")
    await part.getByRole("button", { name: "Give it back" }).click({ timeout: 5000 })
    await expect.poll(() => said(part).textContent()).toContain("your points return")
    expect(await redeemed(part).getByText("On its way back").isVisible()).toBe(true)
    expect(await part.locator("code").isVisible()).toBe(false)
  })
})

describe("what points buy, on a phone", () => {
  it.each([
    ["card", ""],
    ["card", "/bg"],
    ["panel", ""],
    ["panel", "/ru"],
  ] as const)("can be read by everybody and is nowhere wider than the window: %s at %s/", async (where, prefix) => {
    const { page, part } = await openRewards(where, 390, prefix)
    await seemsRight(page, part)
    await part.locator('[data-action="choose"]:visible').nth(1).click()
    await seemsRight(page, part)
    await part.locator('[data-action="redeem"]:visible').click()
    await part.locator("code:visible").waitFor({ timeout: 5000 })
    await seemsRight(page, part)
  })
})

async function seemsRight(page: Page, part: Locator): Promise<void> {
  expect(await faultsForReaders(page, "[class*=regulars]")).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  expect(await part.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
  for (const target of await part.locator(":is(button, summary, a, input):visible").all()) {
    const box = await target.boundingBox()
    expect(Math.round(box?.height ?? 0), (await target.textContent()) ?? "").toBeGreaterThanOrEqual(44)
  }
}

const fiveOff = (at: Date): Parameters<typeof createDiscount>[2] => ({
  type: "basic",
  title: "5 € off",
  code: CODE,
  tags: [],
  startsAt: at.toISOString(),
  endsAt: null,
  usageLimit: 1,
  appliesOncePerCustomer: false,
  customers: null,
  combinesWith: { order: false, product: false, shipping: true },
  minimumSubtotal: null,
  value: { amount: "5.00" },
  products: null,
  collections: [],
  maximumShipping: null,
})
