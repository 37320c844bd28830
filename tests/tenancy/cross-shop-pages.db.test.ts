import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { newDomain } from "#tests/support/told-shop.ts"
import { openToldWorld, type ToldWorld } from "#tests/support/told-world.ts"
import { fingerprintOf, type PlantedShop, plantShop } from "./planted-shop.ts"
import { openRoute, visitRoute } from "./visitor.ts"
import { listRoutes, VISITS } from "./visits.ts"

/** Somebody of one shop, rightly signed in there, visits every address and asks for another shop's rows. */

let told: ToldWorld
let ours: PlantedShop
let theirs: PlantedShop

beforeAll(async () => {
  told = await openToldWorld()
  const { admin, door } = told
  ours = await plantShop(door, newDomain(), "quincemark", "8801")
  theirs = await plantShop(door, newDomain(), "medlarmark", "7702")
  admin.install(ours.shop)
  admin.install(theirs.shop)
})

afterAll(() => told.close())

const routes = listRoutes()

test("every route has its visits, and every visit its route", () => {
  expect(Object.keys(VISITS).sort()).toEqual(routes.map((route) => route.file).sort())
})

describe.each(routes)("$path", (route) => {
  test("tells nothing of another shop, and changes nothing there", async () => {
    const before = await fingerprintOf(theirs.shop)
    const visits = VISITS[route.file]?.(theirs) ?? []
    if ((await openRoute(route.file)).action)
      expect(
        visits.some((visit) => visit.form),
        "its action is visited",
      ).toBe(true)
    for (const visit of visits) {
      const answer = await visitRoute(route, visit, {
        admin: told.admin,
        shop: ours.shop,
        customerId: theirs.customerId,
      })
      const asked = [...Object.values(visit.query ?? {}), ...Object.values(visit.form ?? {})]
      const rest = asked.reduce((text: string, echoed) => text.replaceAll(echoed ?? "", ""), answer)
      expect(rest, JSON.stringify(visit)).not.toContain(theirs.mark)
      expect(rest, JSON.stringify(visit)).not.toContain(theirs.shop)
    }
    expect(await fingerprintOf(theirs.shop)).toEqual(before)
  })
})

test("the same visits to one's own rows do find them: the marks are where they should be", async () => {
  const found: Record<string, boolean> = {}
  for (const route of routes) {
    const visits = (VISITS[route.file]?.(ours) ?? []).filter((visit) => !visit.form)
    const answers = await Promise.all(visits.map((visit) => visitRoute(route, visit, { admin: told.admin, ...ours })))
    found[route.file] = answers.some((text) => text.includes(ours.mark))
  }
  const pages = ["home.tsx", "programme.tsx", "members.tsx", "member.tsx", "orders.tsx", "order.tsx"]
  expect(found).toMatchObject({
    ...Object.fromEntries(pages.map((page) => [`routes/admin/${page}`, true])),
    "routes/storefront/summary.ts": true,
    "routes/storefront/history.ts": true,
  })
})
