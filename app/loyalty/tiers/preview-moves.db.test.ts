import { expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import { ANNA, BORIS, line, openShop, paidOrder, receive, simpleRules } from "#tests/support/loyalty-shop.ts"
import { publish, saveDraft } from "../programme/programme.server.ts"
import type { ProgrammeRules } from "../programme/programme-rules.ts"
import { goOnWithPreviews, previewMoves } from "./preview-moves.server.ts"
import { reviewDue } from "./review-due.server.ts"
import { directionOf } from "./tier-direction.ts"
import { previewDraftMoves, walkMoved } from "./ui-data/moves-view.server.ts"

const AT = new Date("2026-04-01T00:00:00Z")

/** Anna is Gold by 600, Boris Bronze by 100. */
async function openWithTwo(): Promise<string> {
  const shop = await openShop()
  const gold = paidOrder(1, { lines: [line(10, 60_000)] })
  await receive(shop, "2026-03-10T10:01:00Z", gold, paidOrder(2, { customerId: BORIS }))
  return shop
}

const changed = (change: (tiers: ProgrammeRules["tiers"]) => void) => simpleRules(({ tiers }) => change(tiers))

async function tiersOf(shop: string): Promise<Record<string, string | null>> {
  const { rows } = await acrossShops().query(`SELECT "customerId", "tierId" FROM "Member" WHERE "shop" = $1`, [shop])
  return Object.fromEntries(rows.map((row) => [row.customerId, row.tierId]))
}

test("who would rise, fall and stay is told before anybody moves, and is what the publication does", async () => {
  const shop = await openWithTwo()
  const draft = changed((tiers) => {
    tiers.levels = tiers.levels.map((level) => ({
      ...level,
      threshold: { bronze: 50, silver: 60, gold: 700 }[level.id] as number,
    }))
    for (const level of tiers.levels) level.threshold *= 100
  })
  await saveDraft(shop, draft)
  const told = await previewDraftMoves(shop, AT)
  expect(told).toMatchObject({ finished: true, done: 2, total: 2, rise: 1, fall: 1, stay: 0 })
  expect(told.moves).toEqual(
    expect.arrayContaining([
      { from: "Bronze", to: "Silver", direction: "rise", count: 1 },
      { from: "Gold", to: "Silver", direction: "fall", count: 1 },
    ]),
  )
  expect(await tiersOf(shop)).toEqual({ [ANNA]: "gold", [BORIS]: "bronze" })
  const file = []
  for await (const members of walkMoved(shop, AT)) file.push(...members)
  expect(file).toMatchObject([
    { digits: "1001", from: "Gold", to: "Silver" },
    { digits: "1002", from: "Bronze", to: "Silver" },
  ])
  await publish(shop, "test", AT)
  await reviewDue(new Date(AT.getTime() + 1000), 1000)
  expect(await tiersOf(shop)).toEqual({ [ANNA]: "silver", [BORIS]: "silver" })
})

test("what is not counted at once is counted in the background, by two workers as by one", async () => {
  const shop = await openWithTwo()
  const { tiers } = changed((rules) => void rules.levels.pop())
  expect(await previewMoves(shop, tiers, AT, 0)).toMatchObject({ finished: false, done: 0, total: 2 })
  const signal = new AbortController().signal
  await Promise.all([goOnWithPreviews(signal), goOnWithPreviews(signal)])
  expect(await previewMoves(shop, tiers, AT, 0)).toMatchObject({
    finished: true,
    done: 2,
    moves: [{ from: "gold", to: "silver", count: 1 }],
  })
})

test("another draft is another count", async () => {
  const shop = await openWithTwo()
  const first = await previewMoves(shop, changed((rules) => void rules.levels.pop()).tiers, AT, 1000)
  const second = await previewMoves(shop, changed((rules) => void rules.levels.shift()).tiers, AT, 1000)
  expect(second.previewId).not.toBe(first.previewId)
  expect(second.moves).toEqual([{ from: "bronze", to: null, count: 1 }])
})

test("up and down: by places in the new programme, in the old one where the new one lacks a level", () => {
  const { levels } = simpleRules().tiers
  const [, silver, gold] = levels as [(typeof levels)[0], (typeof levels)[0], (typeof levels)[0]]
  expect(directionOf(levels, [silver, gold], "bronze", "silver")).toBe("rise")
  expect(directionOf(levels, [silver, gold], "bronze", "gold")).toBe("rise")
  expect(directionOf(levels, levels, "gold", null)).toBe("fall")
  expect(directionOf(levels, levels, null, "bronze")).toBe("rise")
})
