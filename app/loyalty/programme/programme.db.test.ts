import { expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import { OPENED, openShop, publishRules, simpleRules } from "#tests/support/loyalty-shop.ts"
import { discardDraft, findVersionAt, getDraft, listVersions, publish, saveDraft } from "./programme.server.ts"
import { programmeRulesSchema } from "./programme-rules.ts"

const LATER = new Date("2026-05-01T00:00:00Z")

test("a new shop's draft is a valid programme in its own currency, and nothing is in force", async () => {
  const shop = await openShop(null)
  const { rules, savedAt } = await getDraft(shop)
  expect(programmeRulesSchema.safeParse(rules).success).toBe(true)
  expect(Object.keys(rules.rates)).toEqual(["EUR"])
  expect(savedAt).toBeNull()
  expect(await findVersionAt(shop, LATER)).toBeNull()
})

test("a draft changes nothing until it is published; then it is in force from that moment on", async () => {
  const shop = await openShop()
  const doubled = simpleRules((rules) => {
    rules.rates = { EUR: { points: 2, perMinor: 100 } }
  })
  await saveDraft(shop, doubled)
  expect((await getDraft(shop)).savedAt).not.toBeNull()
  expect((await findVersionAt(shop, LATER))?.version).toBe(1)
  expect(await publish(shop, "Mira", LATER)).toMatchObject({ ok: true, version: { version: 2 } })
  expect((await findVersionAt(shop, new Date(LATER.getTime() - 1)))?.version).toBe(1)
  expect((await findVersionAt(shop, LATER))?.rules.rates).toEqual({ EUR: { points: 2, perMinor: 100 } })
  expect(await getDraft(shop)).toEqual({ rules: doubled, savedAt: null })
  expect(await listVersions(shop)).toMatchObject([{ version: 2, publishedBy: "Mira" }, { version: 1 }])
  expect(await findVersionAt(shop, new Date(OPENED.getTime() - 1))).toBeNull()
})

test("what is already in force is not published again, in whatever order its settings stand", async () => {
  const shop = await openShop()
  const { rules } = await getDraft(shop)
  await saveDraft(shop, Object.fromEntries(Object.entries(rules).reverse()) as typeof rules)
  expect(await publish(shop, "Mira", LATER)).toEqual({ ok: false, reason: "unchanged", version: 1 })
})

test("a draft that breaks a rule is refused with its place", async () => {
  const shop = await openShop()
  const wrong = simpleRules((rules) => {
    const [first, second] = rules.tiers.levels
    if (first && second) second.threshold = first.threshold
  })
  await saveDraft(shop, wrong)
  expect(await publish(shop, "Mira", LATER)).toEqual({
    ok: false,
    reason: "invalid",
    issues: [{ path: "tiers.levels.1.threshold", message: "threshold_not_rising" }],
  })
  await discardDraft(shop)
  expect((await getDraft(shop)).rules).toEqual(simpleRules())
})

test("two people who publish at once make two versions or one, never a gap", async () => {
  const shop = await openShop()
  await saveDraft(
    shop,
    simpleRules((rules) => {
      rules.pending.days = 3
    }),
  )
  const outcomes = await Promise.all([publish(shop, "one", LATER), publish(shop, "two", LATER)])
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1)
  expect((await listVersions(shop)).map(({ version }) => version)).toEqual([2, 1])
})

test("publishing asks for the shop's metafield to be written", async () => {
  const shop = await openShop()
  await publishRules(
    shop,
    simpleRules((rules) => {
      rules.pending.days = 5
    }),
    LATER,
  )
  const { rows } = await acrossShops().query(`SELECT "wanted", "written" FROM "ShopMetafield" WHERE "shop" = $1`, [
    shop,
  ])
  expect(rows).toEqual([{ wanted: 2, written: 0 }])
})
