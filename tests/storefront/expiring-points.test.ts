import { beforeEach, expect, it } from "vitest"
import { LOYALTY, PROGRAMME, publishProgramme } from "./coffee-shop.ts"
import { cardAt, giveLoyalty, type VisitedShop, visitCoffeeShop } from "./visited-shop.ts"

/** What shoppers read about points that expire; where they do not, nobody is told anything. */

let visited: VisitedShop

beforeEach(() => {
  visited = visitCoffeeShop()
})

const card = async (path: string) => (await cardAt(visited, path)).replace(/\s+/g, " ")

it.each([
  ["", "Points that expire soon: 1200 · Last day: 30.11.2026"],
  ["/bg", "Точки, които изтичат скоро: 1200 · Последен ден: 30.11.2026"],
  ["/ru", "Баллы, которые скоро сгорят: 1200 · Последний день: 30.11.2026"],
])("a member reads at %s/ what expires soon, and the last day to use it", async (prefix, words) => {
  publishProgramme(visited.context.world)
  await visited.shopper.signIn("anna@example.com")
  giveLoyalty(visited, { ...LOYALTY, expires: { points: 1200, lastDay: "2026-11-30" } })
  expect(await card(`${prefix}/account`)).toContain(words)
})

it.each([
  ["lot", 1, "", "Points expire 1 month after you earn them."],
  ["lot", 12, "/bg", "Точките изтичат 12 месеца след спечелването им."],
  ["inactivity", 3, "/ru", "Баллы сгорают после 3 месяцев без активности."],
])("whoever has not joined reads how long points last: %s, %i months, at %s/", async (kind, months, prefix, words) => {
  publishProgramme(visited.context.world, { ...PROGRAMME, expiry: { kind, months } })
  expect(await card(`${prefix}/pages/rewards`)).toContain(words)
})

it("where points do not expire nothing is said of it", async () => {
  publishProgramme(visited.context.world)
  expect(await card("/pages/rewards")).not.toMatch(/expire/)
})
