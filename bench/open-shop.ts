import { inShop } from "#app/lib/db.server.ts"
import { publish, saveDraft } from "#app/loyalty/programme/programme.server.ts"
import { defaultProgrammeRules } from "#app/loyalty/programme/programme-rules.ts"
import { saveShop } from "#app/records/shops/shops.server.ts"

/** Installs a shop and publishes the programme a shop starts with, for every customer. `number`: of its gid. */
export async function openShop(shop: string, number: number, currency: string, openedAt: Date): Promise<void> {
  const fact = {
    gid: `gid://shopify/Shop/${number}`,
    name: shop,
    currency,
    timezone: "Europe/Sofia",
    developmentStore: false,
  }
  await inShop(shop, (tx) => saveShop(tx, shop, fact, [], openedAt))
  const rules = defaultProgrammeRules(currency, 100)
  rules.members.who = "everyone"
  await saveDraft(shop, rules)
  const outcome = await publish(shop, "bench", openedAt)
  if (!outcome.ok) throw new Error(`${shop} has no programme: ${outcome.reason}`)
}
