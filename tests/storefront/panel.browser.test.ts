import type { Browser, BrowserContextOptions, Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { launchBrowser } from "#tests/support/browser.ts"
import { signIn } from "./browsed-storefront.ts"
import { type OpenStorefront, openStorefront } from "./open-storefront.ts"

let browser: Browser
let store: OpenStorefront
let problems: string[]

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

beforeEach(async () => {
  store = await openStorefront()
  problems = []
})
afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
  await store.close()
})

async function openPage(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: store.origin, ...options })
  const page = await context.newPage()
  page.on("pageerror", (error) => problems.push(error.message))
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text())
  })
  return page
}

/** Somebody new opens an account, and stands on it. */
async function register(page: Page): Promise<void> {
  await page.goto("/account/login")
  await page.fill("form[action$='/register'] input[type=email]", "new@example.com")
  await page.click("form[action$='/register'] button")
}

const dialog = (page: Page) => page.getByRole("dialog", { name: "Rewards" })
const launcher = (page: Page) => page.getByRole("button", { name: "Rewards" })
const pending = (page: Page) => dialog(page).locator('[data-value="pending"]')

describe("the rewards panel", () => {
  it("opens by keyboard with fresh numbers, closes by Escape, and gives the focus back", async () => {
    const page = await openPage()
    await signIn(page)
    await page.goto("/products/ethiopia-guji")
    expect(store.app.asked).toEqual([])
    await launcher(page).focus()
    await page.keyboard.press("Enter")
    await dialog(page).waitFor()
    await expect.poll(() => pending(page).textContent()).toBe("98")
    expect(await page.evaluate(() => document.querySelector("dialog")?.contains(document.activeElement))).toBe(true)
    await expect.poll(() => dialog(page).getByRole("listitem").count()).toBe(2)
    expect(store.app.asked).toEqual(["GET /storefront/summary", "GET /storefront/history"])
    await page.keyboard.press("Escape")
    await expect.poll(() => dialog(page).isVisible()).toBe(false)
    expect(await launcher(page).evaluate((button) => button === document.activeElement)).toBe(true)
    expect(problems).toEqual([])
  })

  it("asks for nothing while it is closed, also on the page where the account's own block stands", async () => {
    const page = await openPage()
    await signIn(page)
    for (let again = 0; again < 3; again += 1) {
      await page.goto("/pages/rewards", { waitUntil: "networkidle" })
      await page.waitForFunction(() => customElements.get("regulars-account"))
      await page.waitForTimeout(200)
    }
    expect(store.app.asked).toEqual([])
    await launcher(page).click()
    await expect.poll(() => pending(page).textContent()).toBe("98")
  })

  it("asks again each time it is opened, so that points of a purchase just made are there", async () => {
    const page = await openPage()
    await signIn(page)
    await launcher(page).click()
    await expect.poll(() => pending(page).textContent()).toBe("98")
    await dialog(page).getByRole("button", { name: "Close" }).click()
    store.app.member = { ...store.app.member, pending: 130 }
    await launcher(page).click()
    await expect.poll(() => pending(page).textContent()).toBe("130")
    expect(problems).toEqual([])
  })

  it("shows what it is told as text, never as markup", async () => {
    const page = await openPage()
    await signIn(page)
    await launcher(page).click()
    const first = dialog(page).getByRole("listitem").first()
    await expect.poll(() => first.textContent()).toContain("<img src=x")
    expect(await page.evaluate(() => "hurt" in window)).toBe(false)
    expect(await dialog(page).locator("img").count()).toBe(0)
  })

  it("keeps what is known, says so and offers a retry when the app does not answer", async () => {
    const page = await openPage()
    await signIn(page)
    store.app.status = 503
    await launcher(page).click()
    const alert = dialog(page).getByRole("alert")
    await expect.poll(() => alert.textContent()).toContain("We could not load this just now.")
    expect(await pending(page).textContent()).toBe("58")
    store.app.status = 200
    await dialog(page).getByRole("button", { name: "Try again" }).click()
    await expect.poll(() => pending(page).textContent()).toBe("98")
    expect(await alert.isVisible()).toBe(false)
  })

  it("leaves the app in peace for a while when it was told that it asks too often", async () => {
    const page = await openPage()
    await signIn(page)
    store.app.status = 429
    await launcher(page).click()
    const alert = dialog(page).getByRole("alert")
    await expect.poll(() => alert.textContent()).toContain("We could not load this just now.")
    const asked = store.app.asked.length
    await dialog(page).getByRole("button", { name: "Try again" }).click()
    await expect.poll(() => alert.isVisible()).toBe(true)
    expect(store.app.asked.length).toBe(asked)
  })

  it("lets a customer join in one step and greets the new member", async () => {
    store.app.member = null
    const page = await openPage()
    await register(page)
    await page.goto("/")
    await launcher(page).click()
    expect(await pending(page).isVisible()).toBe(false)
    await dialog(page).getByRole("button", { name: "Join" }).click()
    await expect.poll(() => pending(page).isVisible()).toBe(true)
    const welcome = dialog(page).getByText("Welcome! You are a member now.")
    expect(await welcome.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await dialog(page).getByText("Left to reach").textContent()).toContain("Left to reach")
    expect(problems).toEqual([])
  })

  it("asks nothing for a visitor", async () => {
    const page = await openPage()
    await page.goto("/")
    await launcher(page).click()
    await dialog(page).getByRole("link", { name: "Log in" }).waitFor()
    expect(store.app.asked).toEqual([])
    expect(problems).toEqual([])
  })
})

describe("the blocks in a page", () => {
  it("follow the chosen variant", async () => {
    const page = await openPage()
    await page.goto("/products/vitosha-blend")
    const points = page.locator("regulars-points")
    expect(await points.getByText("Earns 18 points").isVisible()).toBe(true)
    await page.getByLabel("1 kg").check()
    await expect.poll(() => points.getByText("Earns 60 points").isVisible()).toBe(true)
    expect(await points.getByText("Earns 18 points").isVisible()).toBe(false)
  })

  it("fill the history of the account card when it is opened", async () => {
    const page = await openPage()
    await signIn(page)
    expect(store.app.asked).toEqual([])
    const card = page.locator(".regulars-card")
    await card.getByText("Recent points").click()
    await expect.poll(() => card.getByRole("listitem").count()).toBe(2)
    expect(problems).toEqual([])
  })

  it("read and join without JavaScript", async () => {
    const page = await openPage({ javaScriptEnabled: false })
    await signIn(page)
    expect(await page.locator(".regulars-card").textContent()).toContain("1240")
    await page.goto("/products/ethiopia-guji")
    await page.getByRole("button", { name: "Rewards" }).click()
    await page.waitForURL("**/account?")
    await page.goto("/account/logout")
    await register(page)
    await page.locator(".regulars-card").getByRole("button", { name: "Join" }).click()
    await page.waitForURL("**/account")
    expect(store.app.asked).toEqual(["POST /storefront/join"])
  })

  it("survive scripts of the theme that throw", async () => {
    const page = await openPage()
    await page.addInitScript(() => {
      document.addEventListener("click", () => {
        throw new Error("the theme's own fault")
      })
    })
    await page.goto("/")
    await launcher(page).click()
    await dialog(page).waitFor()
    expect(problems.every((problem) => problem.includes("the theme's own fault"))).toBe(true)
  })
})
