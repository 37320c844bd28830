import type { Page } from "playwright-core"
import { beforeEach, describe, expect, it } from "vitest"
import { browseStorefront } from "./browsed-storefront.ts"
import { firstAnswers } from "./open-storefront.ts"
import { enterState, stateNamed } from "./shop-states.ts"

/** What our blocks do when the network, the theme or the person does not do as hoped. */

const browsed = browseStorefront()

const enter = (state: string) => enterState(browsed.store.context.world, browsed.store.shop, stateNamed(state))

beforeEach(() => {
  Object.assign(browsed.store.app, firstAnswers())
  enter("member")
})

async function openAs(who: "anna" | "visitor"): Promise<Page> {
  const page = await browsed.openPage()
  if (who === "anna") await page.context().request.post("/account/login", { form: { email: "anna@example.com" } })
  return page
}

const askForBirthday = (who: "newcomer" | "member") => {
  enter(`${who} who is asked`)
  if (who === "newcomer") browsed.store.app.member = null
}

const dialog = (page: Page) => page.getByRole("dialog")
const launcher = (page: Page) => page.locator("button.regulars-launcher__button")
const history = (page: Page) => dialog(page).locator(".regulars-entries li")
const failed = (page: Page) => dialog(page).getByRole("alert")

describe("a slow or broken network", () => {
  it("says after a moment that it loads, with bars where the list comes", async () => {
    const page = await openAs("anna")
    await page.goto("/")
    browsed.store.app.delayMs = 1500
    await launcher(page).click()
    expect(await dialog(page).locator('[data-value="available"]').textContent()).toBe("1240")
    await expect.poll(() => dialog(page).getByRole("status").textContent()).toBe("Loading…")
    expect(await dialog(page).locator('[data-part="bars"]').isVisible()).toBe(true)
    await history(page).first().waitFor()
    expect(await dialog(page).locator('[data-part="bars"]').isVisible()).toBe(false)
    expect(await dialog(page).getByRole("status").textContent()).toBe("")
  })

  it("says so when there is none, keeps what is known, and goes on when it is back", async () => {
    const page = await openAs("anna")
    await page.goto("/")
    await launcher(page).click()
    await history(page).first().waitFor()
    await page.keyboard.press("Escape")
    await page.context().setOffline(true)
    await launcher(page).click()
    await expect.poll(() => failed(page).innerText()).toContain("You are offline.")
    expect(await dialog(page).locator('[data-value="pending"]').textContent()).toBe("98")
    await page.context().setOffline(false)
    await dialog(page).getByRole("button", { name: "Try again" }).click()
    await expect.poll(() => failed(page).isVisible()).toBe(false)
  })

  it("shows the rest when one of two answers is nonsense", async () => {
    const page = await openAs("anna")
    await page.goto("/")
    browsed.store.app.nonsense = "<html>not what was asked for"
    await launcher(page).click()
    await expect.poll(() => failed(page).isVisible()).toBe(true)
    expect(await dialog(page).locator('[data-value="pending"]').textContent()).toBe("98")
    browsed.store.app.nonsense = null
    await dialog(page).getByRole("button", { name: "Try again" }).click()
    await history(page).first().waitFor()
  })

  it("offers a retry when the panel's own script does not come, and leads to the account without the launcher's", async () => {
    const page = await openAs("anna")
    let blocked = true
    await page.route("**/regulars-account.js", (route) => (blocked ? route.abort() : route.continue()))
    await page.goto("/")
    await launcher(page).click()
    await expect.poll(() => failed(page).isVisible()).toBe(true)
    blocked = false
    await dialog(page).getByRole("button", { name: "Try again" }).click()
    await history(page).first().waitFor()
    await page.route("**/regulars-launcher.js", (route) => route.abort())
    await page.goto("/")
    await launcher(page).click()
    await page.waitForURL("**/account?")
  })
})

describe("the dense theme, whose scripts throw and block", () => {
  it("neither breaks our blocks nor is broken by them", async () => {
    const page = await openAs("anna")
    const problems: string[] = []
    page.on("pageerror", (error) => problems.push(error.message))
    await page.goto("/products/vitosha-blend?theme=dense")
    await page.locator("select[name=id]").selectOption({ label: "1 kg" })
    expect(await page.locator("p[data-price]").textContent()).toBe("€30.00")
    await expect.poll(() => page.locator("regulars-points").innerText()).toBe("Earns 75 points")
    await launcher(page).click()
    await history(page).first().waitFor()
    expect(problems).toEqual([expect.stringContaining("reading 'dataset'")])
    const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
    const lowerCorner = async () => {
      const box = await dialog(page).boundingBox()
      return box && [box.x + box.width, box.y + box.height]
    }
    // It rises into its place.
    await expect.poll(lowerCorner).toEqual([width - 16, height - 16])
  })
})

describe("the way in", () => {
  it("leads a visitor to sign in and back into the open panel, once", async () => {
    const page = await openAs("visitor")
    await page.goto("/products/vitosha-blend")
    await launcher(page).click()
    await dialog(page).getByRole("link", { name: "Log in" }).click()
    await page.fill("form[action$='/login'] input[type=email]", "anna@example.com")
    await page.click("form[action$='/login'] button")
    await page.waitForURL("**/products/vitosha-blend")
    await history(page).first().waitFor()
    await page.keyboard.press("Escape")
    await page.goto("/products/vitosha-blend")
    expect(await dialog(page).isVisible()).toBe(false)
  })

  it("is open to any link to #regulars, and the address forgets it", async () => {
    const page = await openAs("visitor")
    await page.goto("/#regulars")
    await dialog(page).waitFor()
    await page.keyboard.press("Escape")
    await expect.poll(() => new URL(page.url()).hash).toBe("")
    expect(await launcher(page).evaluate((button) => button === document.activeElement)).toBe(true)
  })

  it("opens and closes with the block in the theme editor, leaving the page to the merchant", async () => {
    const page = await openAs("visitor")
    await page.goto("/?design_mode=1")
    const tell = (type: string) =>
      page.evaluate((name) => {
        const block = document.querySelector("regulars-launcher")?.closest(".shopify-block")
        block?.dispatchEvent(new CustomEvent(name, { bubbles: true }))
      }, type)
    await tell("shopify:block:select")
    expect(await dialog(page).isVisible()).toBe(true)
    expect(await page.locator("dialog:modal").count()).toBe(0)
    await tell("shopify:block:deselect")
    expect(await dialog(page).isVisible()).toBe(false)
  })
})

describe("a birthday", () => {
  const choose = async (page: Page, day: string, month: string) => {
    const form = dialog(page).locator("form:visible:has(select)")
    await form.getByLabel("Day").and(form.locator("[name=birth_day]")).selectOption(day)
    await form.getByLabel("Month").selectOption(month)
    return form
  }

  it("is refused beside its fields before anybody is asked, and joins with the name when it is right", async () => {
    askForBirthday("newcomer")
    const page = await openAs("anna")
    await page.goto("/")
    await launcher(page).click()
    await dialog(page).getByText("120 points").waitFor()
    await choose(page, "31", "February")
    await dialog(page).getByRole("button", { name: "Join" }).click()
    expect(await dialog(page).getByText("This date does not exist.").isVisible()).toBe(true)
    expect(
      await dialog(page)
        .locator("[data-part=join]")
        .getByLabel("Month")
        .evaluate((field) => field === document.activeElement),
    ).toBe(true)
    expect(browsed.store.app.asked).not.toContain("POST /storefront/join")
    await choose(page, "14", "March")
    expect(await dialog(page).getByText("This date does not exist.").isVisible()).toBe(false)
    await dialog(page).getByLabel("First name (optional)").fill("Ани")
    await dialog(page).getByRole("button", { name: "Join" }).click()
    await dialog(page).getByText("Welcome! You are a member now.").waitFor()
    expect(browsed.store.app.form).toMatchObject({
      birth_day: "14",
      birth_month: "3",
      first_name: "Ани",
      words: "2026-11",
    })
  })

  it("stands beside the name day, which a member may choose among those of their name", async () => {
    askForBirthday("member")
    browsed.store.app.details = {
      birthday: { day: 2, month: 5 },
      correctable: false,
      nameDay: {
        title: "Св. Трифон",
        chosen: "",
        choices: [
          { id: "", title: "Св. Трифон" },
          { id: "trifon_zarezan", title: "Трифон Зарезан" },
        ],
      },
    }
    const page = await openAs("anna")
    await page.goto("/")
    await launcher(page).click()
    await dialog(page).getByText("Your name day:").waitFor()
    expect(await dialog(page).locator('[data-value="name-day"]').textContent()).toBe("Св. Трифон")
    await dialog(page).locator('[data-part="correct"] summary').click()
    const choice = dialog(page).getByLabel("Which day do you keep?")
    expect(await choice.locator("option").allTextContents()).toEqual(["Св. Трифон", "Трифон Зарезан"])
    await choice.selectOption("trifon_zarezan")
    await dialog(page).getByRole("button", { name: "Save" }).click()
    await expect.poll(() => browsed.store.app.form).toMatchObject({ name_day: "trifon_zarezan" })
  })

  it("can be added by a member, corrected once, and then no more", async () => {
    askForBirthday("member")
    const page = await openAs("anna")
    await page.goto("/")
    await launcher(page).click()
    for (const [open, day, shown] of [
      ["Add your birthday", "14", "March 14"],
      ["Correct your birthday (once)", "15", "March 15"],
    ] as const) {
      await dialog(page).getByText(open).click()
      await choose(page, day, "March")
      await dialog(page).getByRole("button", { name: "Save" }).click()
      await dialog(page).getByText(shown).waitFor()
    }
    expect(await dialog(page).getByText("To change it again, write to us.").isVisible()).toBe(true)
    expect(await dialog(page).getByText("Correct your birthday (once)").isVisible()).toBe(false)
  })
})

describe("points in the cart", () => {
  const words = (page: Page) => page.locator("regulars-cart").innerText()

  it("follow what the theme tells, and go when it tells nobody", async () => {
    const page = await openAs("anna")
    const id = browsed.store.shop.guji.variants[0]?.id ?? ""
    await page.context().request.post("/cart/add", { form: { id, quantity: "2" } })
    await page.goto("/cart?theme=dense")
    expect(await words(page)).toBe("This order earns 74 points")
    const change = async (quantity: string) => {
      await page.getByLabel("Quantity").fill(quantity)
      await page.getByRole("button", { name: "Change" }).click()
    }
    await change("3")
    await expect.poll(() => words(page)).toBe("This order earns 112 points")
    const cart = (variant: string) => ({ items: [{ variant_id: variant, final_line_price: 4000 }], total_price: 3000 })
    const tell = (detail: object) =>
      page.evaluate((told) => document.dispatchEvent(new CustomEvent("cart:update", { detail: told })), detail)
    await tell({ resource: cart(String(id)) })
    expect(await words(page)).toBe("This order earns 75 points")
    await tell({ resource: cart("1") })
    expect(await words(page)).toBe("This order earns points")
    await change("4")
    await expect.poll(() => words(page)).toBe("This order earns 149 points")
    await page.locator("[data-cart]").evaluate((element) => element.toggleAttribute("data-silent", true))
    await change("5")
    await expect.poll(() => words(page), { timeout: 4000 }).toBe("This order earns points")
  })
})
