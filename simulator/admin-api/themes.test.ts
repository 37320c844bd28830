import { expect, test } from "vitest"
import { readTheme } from "#app/setup/theme-reading.ts"
import { ReadMainTheme } from "#app/shopify/types/operations.generated.ts"
import { createMemoryContext } from "#tests/support/memory-context.ts"
import { NOTHING_PLACED, saveTheme } from "../theme-editor/placed-blocks.ts"
import { openShop } from "../world/actions/shops.ts"
import { getShop } from "../world/world.ts"
import { answer } from "./execute.ts"
import { createThrottle } from "./throttle.ts"

const SHOP = "kafe.myshopify.com"
const AT = new Date("2026-06-01T10:00:00Z")
const context = createMemoryContext(AT)
openShop(context.world, { domain: SHOP, name: "Kafe", themeSettings: { ...NOTHING_PLACED } }, AT)

// biome-ignore lint/suspicious/noExplicitAny: answers are read freely here
async function ask(query: string, scopes = ["read_themes"]): Promise<any> {
  const place = getShop(context.world, SHOP)
  const api = { simulator: context, shop: SHOP, place, scopes: new Set(scopes), at: AT }
  return JSON.parse(JSON.stringify(await answer(api, createThrottle(), { query, variables: {} })))
}

/** The theme as the app understands it. */
async function reading() {
  const { data } = await ask(ReadMainTheme.text)
  const [theme] = data.themes.nodes
  const toText = ({ filename, body }: { filename: string; body: { content: string } }) => ({
    filename,
    text: body.content,
  })
  return readTheme({
    name: theme.name,
    appHandle: data.currentAppInstallation.app.handle,
    settings: theme.settings.nodes.map(toText)[0],
    templates: theme.templates.nodes.map(toText),
    moreTemplates: theme.templates.pageInfo.hasNextPage,
  })
}

test("a new shop's theme has none of our blocks; saving the theme switches, adds and hides them", async () => {
  expect(await reading()).toMatchObject({ launcher: "absent", blocks: [], wholeTheme: true })
  saveTheme(context.world, SHOP, { embeds: ["launcher"], blocks: { product: ["points-on-product"] } })
  expect(await reading()).toMatchObject({
    launcher: "on",
    blocks: [{ block: "points-on-product", template: "product" }],
  })
  saveTheme(context.world, SHOP, { embeds: [], blocks: { "page.rewards": ["loyalty"] } })
  expect(await reading()).toMatchObject({ launcher: "off", blocks: [{ block: "loyalty", template: "page.rewards" }] })
})

test("files are found by name and by pattern, and what is missing is named", async () => {
  const { data } =
    await ask(`{ themes(first: 1, roles: [MAIN]) { nodes { files(first: 9, filenames: ["templates/pr*.json", "none.json"]) {
    nodes { filename size contentType } userErrors { filename code } } } } }`)
  const [theme] = data.themes.nodes
  expect(theme.files.nodes.map((file: { filename: string }) => file.filename)).toEqual(["templates/product.json"])
  expect(theme.files.userErrors).toEqual([{ filename: "none.json", code: "NOT_FOUND" }])
  expect((await ask(`{ themes(first: 1, roles: [DEVELOPMENT]) { nodes { id } } }`)).data.themes.nodes).toEqual([])
})

test("needs read_themes", async () => {
  const { errors } = await ask(ReadMainTheme.text, ["read_orders"])
  expect(errors[0].extensions.code).toBe("ACCESS_DENIED")
})
