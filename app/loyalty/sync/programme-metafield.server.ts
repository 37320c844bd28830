import { now } from "#app/lib/clock.server.ts"
import { shopDb } from "#app/lib/db.server.ts"
import { getShopFacts } from "../orders/shop-facts.server.ts"
import { findRunningPause } from "../programme/pauses.server.ts"
import { findRunningTest } from "../programme/test-mode.server.ts"
import { loadVersionAt } from "../programme/version.server.ts"
import { waysToEarn } from "../rules/ways-to-earn.ts"
import { type PauseValue, programmeValue } from "./metafield-values.ts"

/** What the shop's storefront is to know of the programme in force; null before the first is published. */
export async function programmeMetafield(shop: string): Promise<object | null> {
  const version = await loadVersionAt(shopDb(shop), shop, now())
  if (!version) return null
  const facts = await getShopFacts(shopDb(shop), shop)
  const ways = waysToEarn(version.rules.earning, facts.timezone, now())
  return {
    ...programmeValue(version, facts, await whatRests(shop, now())),
    ...(ways.length > 0 && { ways }),
  }
}

async function whatRests(shop: string, at: Date): Promise<{ pause: PauseValue | null; testTag: string | null }> {
  const pause = await findRunningPause(shop, at)
  const test = await findRunningTest(shop)
  return {
    pause: pause && { earning: pause.earning, spending: pause.spending, notice: pause.notice },
    testTag: test?.tag.trim().toLowerCase() ?? null,
  }
}
