import { afterAll, beforeAll, expect, test } from "vitest"
import { acrossShops, shopDb } from "#app/lib/db.server.ts"
import { syncShopMetafields } from "#app/records/shops/shop-metafields.server.ts"
import { SHOP_METAFIELDS } from "#app/shop-metafields.server.ts"
import { findMetafield } from "#simulator/world/metafields.ts"
import { openLinkedShop } from "#tests/support/installed-shop.ts"
import { openSimulatedAdmin, type SimulatedAdmin, useSimulatedAdmin } from "#tests/support/simulated-admin.ts"
import { EMPTY_LOOK, type Look } from "./look.ts"
import { discardLookDraft, getLook, publishLook, saveLookDraft } from "./look-store.server.ts"

const AT = new Date("2026-11-22T10:00:00Z")
const LATER = new Date("2026-11-23T10:00:00Z")
const GREEN: Look = {
  ...EMPTY_LOOK,
  colours: { ...EMPTY_LOOK.colours, accent: "#1a7f5a" },
  texts: { bg: { "launcher.label": "Зрънца" } },
}
const RED: Look = { ...GREEN, colours: { ...GREEN.colours, accent: "#aa0000" } }
let admin: SimulatedAdmin

beforeAll(async () => {
  admin = await openSimulatedAdmin()
  useSimulatedAdmin(admin)
})

afterAll(() => admin.close())

/** A shop on both sides. Nothing of other tests is due. */
async function linkedShop(): Promise<string> {
  await acrossShops().query(`UPDATE "ShopMetafield" SET "written" = "wanted"`)
  const shop = await openLinkedShop(admin)
  await acrossShops().query(`UPDATE "ShopMetafield" SET "written" = "wanted"`)
  return shop
}

function lookInShopify(shop: string): unknown {
  const id = admin.world.shops.get(shop)?.shop.id
  const metafield = findMetafield(admin.world, shop, `gid://shopify/Shop/${id}`, "app--regulars-dev-key", "look")
  return metafield && JSON.parse(metafield.value)
}

async function outboxRow(shop: string) {
  const { rows } = await shopDb(shop).query(
    `SELECT "wanted" > "written" AS waits, "tries", "error" IS NOT NULL AS failed FROM "ShopMetafield"
     WHERE "shop" = $1 AND "key" = 'look'`,
    [shop],
  )
  return rows[0] ?? null
}

const sync = () => syncShopMetafields(SHOP_METAFIELDS)

test("a draft is the merchant's alone: shoppers see it once it is published, and Shopify is told once", async () => {
  const shop = await linkedShop()
  expect(await getLook(shop)).toEqual({ draft: null, published: null, publishedAt: null })
  await saveLookDraft(shop, GREEN)
  expect(await getLook(shop)).toEqual({ draft: GREEN, published: null, publishedAt: null })
  expect(await outboxRow(shop)).toBeNull()
  expect(await sync()).toBe(0)
  expect(await publishLook(shop, AT)).toEqual({ ok: true })
  expect(await getLook(shop)).toEqual({ draft: null, published: GREEN, publishedAt: AT })
  expect(await sync()).toBe(1)
  expect(lookInShopify(shop)).toEqual({
    launcher: EMPTY_LOOK.launcher,
    colours: { accent: "#1a7f5a" },
    texts: { bg: { "launcher.label": "Зрънца" } },
  })
  expect(await sync()).toBe(0)
  expect(await publishLook(shop, LATER)).toEqual({ ok: false, reason: "unchanged" })
  expect(await sync()).toBe(0)
})

test("thrown away, the draft gives way to what was published last, or to nothing", async () => {
  const shop = await linkedShop()
  await saveLookDraft(shop, GREEN)
  await discardLookDraft(shop)
  expect(await getLook(shop)).toEqual({ draft: null, published: null, publishedAt: null })
  await saveLookDraft(shop, GREEN)
  await publishLook(shop, AT)
  await saveLookDraft(shop, RED)
  await discardLookDraft(shop)
  expect(await getLook(shop)).toEqual({ draft: null, published: GREEN, publishedAt: AT })
})

test("when Shopify does not let us in, the look waits with the reason and is written when it does", async () => {
  const shop = await linkedShop()
  await saveLookDraft(shop, GREEN)
  await publishLook(shop, AT)
  const { rows } = await acrossShops().query(`SELECT * FROM "Session" WHERE "shop" = $1`, [shop])
  await acrossShops().query(`UPDATE "Session" SET "shop" = 'away' WHERE "shop" = $1`, [shop])
  await acrossShops().query(`UPDATE "Session" SET id = 'away' WHERE "shop" = 'away'`)
  expect(await sync()).toBe(0)
  expect(await outboxRow(shop)).toEqual({ waits: true, tries: 1, failed: true })
  expect(lookInShopify(shop)).toBeNull()
  await acrossShops().query(`UPDATE "Session" SET "shop" = $1, id = $2 WHERE "shop" = 'away'`, [shop, rows[0].id])
  // Published once more meanwhile: one write, of the newest.
  await saveLookDraft(shop, RED)
  await publishLook(shop, LATER)
  expect(await sync()).toBe(0)
  await acrossShops().query(`UPDATE "ShopMetafield" SET "nextTryAt" = now() WHERE "shop" = $1`, [shop])
  expect(await sync()).toBe(1)
  expect(await outboxRow(shop)).toEqual({ waits: false, tries: 0, failed: false })
  expect(lookInShopify(shop)).toMatchObject({ colours: { accent: "#aa0000" } })
})

test("programme and look are told apart: one does not wait for the other", async () => {
  const shop = await linkedShop()
  await saveLookDraft(shop, GREEN)
  await publishLook(shop, AT)
  await acrossShops().query(
    `UPDATE "ShopMetafield" SET "wanted" = "wanted" + 1, "nextTryAt" = now() + interval '1 hour'
     WHERE "shop" = $1 AND "key" = 'programme'`,
    [shop],
  )
  expect(await sync()).toBe(1)
  expect(lookInShopify(shop)).toMatchObject({ colours: { accent: "#1a7f5a" } })
})

test("a look of another release is read as far as it can be", async () => {
  const shop = await linkedShop()
  await shopDb(shop).query(`INSERT INTO "Look" ("shop", "draft") VALUES ($1, $2)`, [
    shop,
    JSON.stringify({
      launcher: { icon: "rocket", lift: 24 },
      texts: { en: { "no.longer": "x", "join.button": "Come in" } },
    }),
  ])
  expect((await getLook(shop)).draft).toEqual({
    ...EMPTY_LOOK,
    launcher: { ...EMPTY_LOOK.launcher, lift: 24 },
    texts: { en: { "join.button": "Come in" } },
  })
})

test("the database refuses a row that says nothing, and a publication without its moment", async () => {
  const shop = await linkedShop()
  await expect(shopDb(shop).query(`INSERT INTO "Look" ("shop") VALUES ($1)`, [shop])).rejects.toThrow("Look_something")
  await expect(
    shopDb(shop).query(`INSERT INTO "Look" ("shop", "published") VALUES ($1, '{}')`, [shop]),
  ).rejects.toThrow("Look_published")
})
