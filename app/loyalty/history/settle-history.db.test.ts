import { expect, test } from "vitest"
import { findBackfill } from "#app/records/backfill/backfill-rows.server.ts"
import { openShop, simpleRules } from "#tests/support/loyalty-shop.ts"
import { publish, saveDraft } from "../programme/programme.server.ts"
import { getImportPage } from "./import-page.server.ts"
import { settleHistory } from "./settle-history.server.ts"

async function publishHistory(shop: string, points: "none" | "since", sinceDays: number, at: string): Promise<void> {
  await saveDraft(
    shop,
    simpleRules((rules) => {
      rules.history = { points, sinceDays }
    }),
  )
  const outcome = await publish(shop, "anna", new Date(at))
  if (!outcome.ok) throw new Error(outcome.reason)
  await settleHistory(shop, "anna", outcome.version, new Date(at))
}

test("a publication that lets past orders earn has those that are here settled", async () => {
  const shop = await openShop()
  expect(await getImportPage(shop)).toMatchObject({ wholeHistory: false, history: { points: "none" }, latest: null })
  await publishHistory(shop, "since", 30, "2026-02-01T00:00:00Z")
  expect(await findBackfill(shop)).toMatchObject({ state: "running", phase: "settling", askedBy: "anna" })
  expect(await getImportPage(shop)).toMatchObject({ history: { points: "since", sinceDays: 30 }, latest: { id: 1 } })
})

test("one that takes the choice back settles nothing", async () => {
  const shop = await openShop(
    simpleRules((rules) => {
      rules.history = { points: "since", sinceDays: 30 }
    }),
  )
  await publishHistory(shop, "none", 30, "2026-02-01T00:00:00Z")
  expect(await findBackfill(shop)).toBeNull()
})
