import { storefrontRoutes } from "#simulator/storefront/storefront.ts"
import { createMemoryContext } from "#tests/support/memory-context.ts"
import { openCoffeeShop, writeAppMetafield } from "./coffee-shop.ts"
import { createShopper, textOf } from "./shopper.ts"

export type VisitedShop = ReturnType<typeof visitCoffeeShop>

/** A coffee shop on a November morning and somebody before its storefront, who has not signed in. */
export function visitCoffeeShop() {
  const context = createMemoryContext(new Date("2026-11-20T10:00:00Z"))
  const shop = openCoffeeShop(context.world, context.clock.now())
  const shopper = createShopper(storefrontRoutes(context))
  return { context, shop, shopper }
}

/** What the app last told the shop about Anna. */
export function giveLoyalty({ context, shop }: VisitedShop, value: unknown): void {
  writeAppMetafield(context.world, shop.anna.admin_graphql_api_id, "loyalty", value)
}

/** The words of the loyalty card on a page. */
export async function cardAt({ shopper }: VisitedShop, path: string): Promise<string> {
  return textOf((await shopper.visit(path)).document.querySelector(".regulars-card"))
}

/** What a product's page promises to earn. */
export async function pointsAt({ shopper }: VisitedShop, path: string): Promise<string> {
  return textOf((await shopper.visit(path)).document.querySelector("regulars-points"))
}
