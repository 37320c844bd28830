import type { FrameLocator } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { axeFaults } from "#tests/support/axe.ts"
import { publishDefault } from "../../bin/demo/publish.ts"
import { openShop } from "../../bin/demo/scenario.ts"
import { type OpenWorld, openInAdmin, openWorld, type Visitor } from "./open-world.ts"

// A merchant changes what shoppers see, watches it in the preview, publishes it, and the shop shows it.
// One story: each test goes on where the one before ended.
let open: OpenWorld
let merchant: Visitor
let phone: Visitor

const PHONE = { width: 390, height: 844 }
const EVIL = `<img src=x onerror="document.title='broken'">`

beforeAll(async () => {
  open = await openWorld()
  await openShop(open.world, "today")
  await publishDefault(open.world, new Date())
  merchant = await open.visit()
  phone = await open.visit(PHONE)
})

afterAll(() => open?.close())

async function visit(visitor: Visitor, locale: string): Promise<{ frame: FrameLocator; preview: FrameLocator }> {
  const frame = await openInAdmin(open, visitor, "/appearance", locale)
  const preview = frame.frameLocator(".regulars-preview iframe")
  await preview.locator(".regulars-launcher__button").waitFor()
  return { frame, preview }
}

const labelIn = (place: FrameLocator) => place.locator(".regulars-launcher__button span")
const styleIn = (place: FrameLocator) => place.locator("regulars-launcher").getAttribute("style")

test("the preview follows what is typed, keeps the open panel, and shows other shoppers, themes and widths", async () => {
  const { frame, preview } = await visit(merchant, "en")
  expect(await axeFaults(merchant.page, "iframe")).toEqual([])
  await preview.locator(".regulars-launcher__button").click()
  const panel = preview.locator("dialog[open]")
  await panel.getByText("Log in").first().waitFor()
  await frame.getByRole("textbox", { name: "Rewards", exact: true }).fill("Beans & more")
  await expect.poll(() => panel.getByRole("heading", { name: "Beans & more" }).count()).toBe(1)
  await frame.getByRole("textbox", { name: "Button", exact: true }).fill("#0b6e4f")
  await expect.poll(() => styleIn(preview)).toContain("--regulars-launcher-background: #0b6e4f;")
  expect(await panel.count()).toBe(1)
  await frame.getByLabel("Who looks").selectOption("member")
  await panel.getByText("1240").waitFor()
  await panel.getByText("Points given by the shop").waitFor()
  await frame.getByLabel("Theme", { exact: true }).selectOption("dark")
  await expect.poll(() => preview.locator("html").getAttribute("data-theme")).toBe("dark")
  await frame.getByRole("button", { name: "Desktop", exact: true }).click()
  expect(await panel.count()).toBe(1)
  expect(await axeFaults(merchant.page, "iframe")).toEqual([])
})

test("a shopper who joins in the preview is greeted there, and nobody joins", async () => {
  const { frame, preview } = await visit(merchant, "en")
  await frame.getByLabel("Who looks").selectOption("newcomer")
  await preview.locator("[data-part=join]").first().waitFor({ state: "attached" })
  await preview.locator(".regulars-launcher__button").click()
  const panel = preview.locator("dialog[open]")
  await panel.getByRole("button", { name: "Join" }).click()
  await panel.getByText("You are a member now").waitFor()
})

test("what cannot be read well, or is no colour, is told beside its field", async () => {
  const { frame } = await visit(merchant, "en")
  await frame.getByRole("textbox", { name: "Words on the button", exact: true }).fill("#222222")
  await frame.getByText(/Contrast 1(\.\d)? : 1\. WCAG AA asks for at least 4\.5 : 1/).waitFor()
  await frame.getByRole("textbox", { name: "Panel", exact: true }).fill("grass")
  await frame.getByText("Write a colour such as #1a7f5a").waitFor()
  await merchant.page.getByRole("button", { name: "Save" }).click()
  await frame.getByText("Some fields need another look").waitFor()
  await merchant.page.getByRole("button", { name: "Discard" }).click()
})

test("nothing that is written runs, neither in the preview nor in the shop", async () => {
  const { frame, preview } = await visit(merchant, "en")
  await frame.getByRole("textbox", { name: "Rewards", exact: true }).fill(EVIL.slice(0, 40))
  await frame.getByLabel("Search texts").fill("Regulars get")
  await frame.getByRole("textbox", { name: /^Regulars get something back/ }).fill(EVIL)
  await expect.poll(() => labelIn(preview).textContent()).toBe(EVIL.slice(0, 40))
  await expect.poll(() => preview.getByText(EVIL).count()).toBeGreaterThan(0)
  expect(await preview.locator("img").count()).toBe(0)
  expect(await preview.locator("html").evaluate(() => document.title)).not.toBe("broken")
})

test("words in two languages and a colour are saved, published, and shown by the storefront", async () => {
  const { frame, preview } = await visit(merchant, "en")
  await frame.getByRole("textbox", { name: "Rewards", exact: true }).fill("Beans")
  await frame.getByRole("textbox", { name: "Button", exact: true }).fill("#0b6e4f")
  await frame.getByLabel("Corner").selectOption("start")
  await frame.getByLabel("Language").selectOption("bg")
  await frame.getByRole("textbox", { name: "Rewards", exact: true }).fill("Зрънца & дарове")
  await expect.poll(() => labelIn(preview).textContent()).toBe("Зрънца & дарове")
  await merchant.page.getByRole("button", { name: "Save" }).click()
  await frame.getByText("Draft", { exact: true }).waitFor()
  await frame.getByRole("button", { name: "Publish", exact: true }).click()
  await frame.getByText("Published", { exact: true }).waitFor()
  const shown = async (path: string) => {
    await phone.page.goto(`${open.world.storefrontOrigin}${path}`)
    return phone.page.locator("regulars-launcher .regulars-launcher__button span").first().textContent()
  }
  await expect.poll(() => shown("/"), { timeout: 20_000, interval: 500 }).toBe("Зрънца & дарове")
  expect(await shown("/en")).toBe("Beans")
  expect(await shown("/ru")).toBe("Награды")
  const launcher = phone.page.locator("regulars-launcher")
  expect(await launcher.getAttribute("style")).toContain("--regulars-launcher-background: #0b6e4f;")
  expect(await launcher.getAttribute("class")).toContain("regulars-launcher--start")
})

test("a draft is thrown away again: what is published stays", async () => {
  const { frame, preview } = await visit(merchant, "en")
  await frame.getByRole("textbox", { name: "Rewards", exact: true }).fill("Crumbs")
  await merchant.page.getByRole("button", { name: "Save" }).click()
  await frame.getByText("Draft", { exact: true }).waitFor()
  await frame.getByRole("button", { name: "Back to what is published" }).click()
  await frame.getByText("Published", { exact: true }).waitFor()
  await expect.poll(() => labelIn(preview).textContent()).toBe("Beans")
})

test("on a phone, in Bulgarian, the preview stands below the editor and nothing is wider than the window", async () => {
  const { frame, preview } = await visit(phone, "bg")
  await expect.poll(() => labelIn(preview).textContent()).toBe("Зрънца & дарове")
  const [editor, pane] = await Promise.all([
    frame.getByRole("heading", { name: "Цветове" }).boundingBox(),
    frame.getByRole("heading", { name: "Преглед" }).boundingBox(),
  ])
  expect(pane?.y).toBeGreaterThan(editor?.y ?? Number.POSITIVE_INFINITY)
  const wide = await frame.locator("html").evaluate((root) => root.scrollWidth - root.clientWidth)
  expect(wide).toBeLessThanOrEqual(0)
  expect(await axeFaults(phone.page, "iframe")).toEqual([])
})

test("no page had an error, and no request failed", () => {
  expect([...merchant.faults, ...phone.faults]).toEqual([])
})
