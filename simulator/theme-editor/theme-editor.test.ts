import { Hono } from "hono"
import { beforeEach, expect, test } from "vitest"
import { createMemoryContext } from "#tests/support/memory-context.ts"
import { shellRoutes } from "../shell/shell-routes.ts"
import { openShop } from "../world/actions/shops.ts"
import { getShop } from "../world/world.ts"
import { NOTHING_PLACED, placedBlocksOf } from "./placed-blocks.ts"

const SHOP = "kafe.myshopify.com"
const EDITOR = "/admin/kafe/themes/current/editor"
let context: ReturnType<typeof createMemoryContext>
let front: Hono

beforeEach(() => {
  const at = new Date("2026-06-01T10:00:00Z")
  context = createMemoryContext(at)
  openShop(context.world, { domain: SHOP, name: "Kafe", themeSettings: { ...NOTHING_PLACED } }, at)
  front = new Hono().route("/", shellRoutes(context))
})

const placed = () => placedBlocksOf(getShop(context.world, SHOP).shop)

/** The editor's boxes that are ticked, and what it says. */
async function open(query: string, cookie = ""): Promise<{ ticked: string[]; html: string }> {
  const html = await (await front.request(`${EDITOR}${query}`, { headers: { cookie } })).text()
  return { html, ticked: [...html.matchAll(/value="([^"]+)" checked/g)].map((match) => match[1] as string) }
}

async function save(fields: [string, string][]): Promise<string | null> {
  const body = new URLSearchParams(fields)
  return (await front.request(EDITOR, { method: "POST", body, headers: { origin: "http://localhost" } })).headers.get(
    "location",
  )
}

test("a link to the embed, or to a block in a template, is ready to be saved, and nothing is saved by looking", async () => {
  expect((await open("?context=apps")).ticked).toEqual([])
  expect((await open("?context=apps&activateAppId=key/launcher")).ticked).toEqual(["launcher"])
  const block = "?template=product&addAppBlockId=key/points-on-product&target=mainSection"
  expect((await open(block)).ticked).toEqual(["product#points-on-product"])
  const page = await open("?template=page&addAppBlockId=key/loyalty&target=newAppsSection", "admin_locale=bg")
  expect(page.ticked).toEqual(["page.rewards#loyalty"])
  expect(page.html).toContain("Запазете, за да остане")
  expect(placed()).toEqual(NOTHING_PLACED)
})

test("a link of another app, to what is no block or to where none can stand is told as such", async () => {
  const words = async (query: string) => (await open(query)).html
  expect(await words("?activateAppId=stranger/launcher")).toContain("not installed here")
  expect(await words("?activateAppId=key/nonsense")).toContain("no place for that block")
  expect(await words("?template=search&addAppBlockId=key/loyalty")).toContain("no place for that block")
})

test("what is saved stands in the shop, and an embed that was on is remembered as off", async () => {
  expect(
    await save([
      ["embed", "launcher"],
      ["block", "product#points-on-product"],
    ]),
  ).toBe(`${EDITOR}?saved=1`)
  expect(placed()).toMatchObject({
    embeds: [{ block: "launcher" }],
    sections: { "main-product": [{ block: "points-on-product" }] },
  })
  await save([["block", "nowhere#loyalty"]])
  expect(placed()).toMatchObject({ embeds: [], disabledEmbeds: ["launcher"], sections: { "main-product": [] } })
})

test("a theme that is built on another has its templates too", async () => {
  getShop(context.world, SHOP).shop.theme = "dense"
  const block = "?template=product&addAppBlockId=key/points-on-product&target=mainSection"
  expect((await open(block)).ticked).toEqual(["product#points-on-product"])
})

test("settings of a block that stays are kept", async () => {
  getShop(context.world, SHOP).shop.themeSettings = { embeds: [{ block: "launcher", settings: { corner: "start" } }] }
  expect(await save([["embed", "launcher"]])).toContain("saved")
  expect(placed().embeds).toEqual([{ block: "launcher", settings: { corner: "start" } }])
})
