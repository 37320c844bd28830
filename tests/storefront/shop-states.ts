import { getShop } from "#simulator/world/world.ts"
import {
  type CoffeeShop,
  LOYALTY,
  PROGRAMME,
  publishProgramme,
  SHOP,
  shopGid,
  writeAppMetafield,
} from "./coffee-shop.ts"
import type { OpenStorefront } from "./open-storefront.ts"

type World = OpenStorefront["context"]["world"]

/** Who looks: nobody signed in, somebody who has not joined, or a member. */
export type Visitor = "visitor" | "newcomer" | "member"

/** What there is to see: who looks at which programme with which numbers, and where our blocks stand then. */
export type ShopState = {
  name: string
  who: Visitor
  /** null: none is published. */
  programme: Record<string, unknown> | null
  loyalty?: Record<string, unknown>
  query?: string
}

const ASKING = { ...PROGRAMME, ask: { birthday: true, name: true } }
const PAUSED = { ...PROGRAMME, pause: { earning: true, spending: true, notice: {} } }
const LONG = "Сребърно ниво на постоянните приятели на кафето"

/** Every state of the blocks; pages are rendered, validated and looked at in each of them. */
export const STATES: ShopState[] = [
  { name: "visitor", who: "visitor", programme: PROGRAMME },
  { name: "newcomer", who: "newcomer", programme: PROGRAMME },
  { name: "newcomer who is asked", who: "newcomer", programme: ASKING },
  { name: "member", who: "member", programme: PROGRAMME },
  { name: "member who is asked", who: "member", programme: ASKING },
  {
    name: "member in debt, with a long name of a tier",
    who: "member",
    programme: PROGRAMME,
    loyalty: { ...LOYALTY, available: 0, debt: 1_234_567, tier: { id: "silver", name: LONG } },
  },
  {
    name: "member of the highest tier",
    who: "member",
    programme: PROGRAMME,
    loyalty: { ...LOYALTY, tier: { id: "gold", name: "Gold" }, next: null },
  },
  {
    name: "member whose points expire",
    who: "member",
    programme: { ...PROGRAMME, expiry: { kind: "inactivity", months: 12 } },
    loyalty: { ...LOYALTY, expires: { points: 120, lastDay: "2026-11-30" } },
  },
  { name: "member without tiers", who: "member", programme: { ...PROGRAMME, tiers: [] } },
  { name: "paused", who: "member", programme: PAUSED },
  { name: "test", who: "member", programme: { ...PROGRAMME, test: "tester" } },
  { name: "no programme", who: "member", programme: null },
  { name: "theme editor", who: "visitor", programme: PROGRAMME, query: "design_mode=1" },
  { name: "theme editor without a programme", who: "visitor", programme: null, query: "design_mode=1" },
]

/** One of them by its name. */
export function stateNamed(name: string): ShopState {
  const state = STATES.find((each) => each.name === name)
  if (!state) throw new Error(`no such state: ${name}`)
  return state
}

/** The pages on which each of our blocks stands. */
export const PLACES = ["/account", "/pages/rewards", "/products/vitosha-blend", "/cart"]

/** Anna is the customer of every state; in some she has no name that Shopify knows. */
export function enterState(world: World, shop: CoffeeShop, state: ShopState): void {
  const { who, programme, loyalty = LOYALTY } = state
  const { metafields } = getShop(world, SHOP)
  if (programme === null) metafields.delete(shopGid(world))
  else publishProgramme(world, programme)
  shop.anna.tags = "vip, Tester"
  shop.anna.first_name = who === "newcomer" ? null : "Anna"
  if (who === "member") writeAppMetafield(world, shop.anna.admin_graphql_api_id, "loyalty", loyalty)
  else metafields.delete(shop.anna.admin_graphql_api_id)
}

/** The address of a page in a state, in a language and theme. */
export function addressOf(state: ShopState, path: string, theme: string, prefix = "", more = ""): string {
  const query = [`theme=${theme}`, state.query, more].filter(Boolean).join("&")
  return `${prefix}${path}?${query}`
}
