import { describe, expect, test } from "vitest"
import { coffee, coffeeOrder, context, PLACED_AT, ratio, rules, tea } from "#tests/cases/coffee-order.ts"
import { completeContext, type EarningFacts, isIncomplete } from "./complete-context.ts"

const CUSTOMER = "gid://shopify/Customer/1"
const TEA = "gid://shopify/Product/2"
const order = coffeeOrder({
  lines: [
    coffee({ productId: "gid://shopify/Product/1", variantId: "gid://shopify/ProductVariant/11" }),
    tea({ productId: TEA, variantId: "gid://shopify/ProductVariant/21" }),
  ],
})
const earner = (exclusions: Partial<ReturnType<typeof rules>["exclusions"]> = {}) => ({
  order: {
    orderId: order.id,
    name: "#1",
    customerId: CUSTOMER,
    claimedBy: null,
    processedAt: new Date(PLACED_AT),
    fact: order,
    deletedAt: null,
  },
  customerId: CUSTOMER,
  rules: rules({ exclusions: { ...rules().exclusions, ...exclusions } }),
})
const nothing: EarningFacts = {
  pauses: [],
  tests: [],
  customerTags: new Map(),
  products: new Map(),
  orderNumbers: new Map(),
  birthMonths: new Map(),
  timezone: "Europe/Sofia",
}
const product = (part: { type?: string; tags?: string[]; saleVariants?: string[] } = {}) => ({
  type: "",
  vendor: "",
  tags: [],
  saleVariants: [],
  collections: null,
  collectionsAt: null,
  ...part,
})
const known = (tea: ReturnType<typeof product>): EarningFacts => ({
  ...nothing,
  products: new Map([
    ["gid://shopify/Product/1", product()],
    [TEA, tea],
  ]),
})
const once = { multiplier: ratio(1, 1) }

test("a programme that leaves nothing out freezes nothing more", () => {
  const frozen = completeContext(context(), earner(), nothing, true)
  expect(frozen).toEqual(context())
  expect(isIncomplete(frozen, earner())).toBe(false)
})

describe("a line", () => {
  test.each([
    [
      "of an excluded type, in any case",
      { productTypes: ["tea"] },
      product({ type: "Tea" }),
      { code: "line_excluded_type", name: "Tea" },
    ],
    [
      "with an excluded tag",
      { productTags: ["outlet"] },
      product({ tags: ["new", "Outlet"] }),
      { code: "line_excluded_tag", name: "Outlet" },
    ],
    [
      "on sale",
      { salePrice: true },
      product({ saleVariants: ["gid://shopify/ProductVariant/21"] }),
      { code: "line_on_sale" },
    ],
    ["excluded by itself", { products: [TEA] }, product(), { code: "line_excluded_product" }],
  ])("%s is left out for good", (_name, exclusions, shown, excluded) => {
    const first = completeContext(context(), earner(exclusions), known(shown), true)
    expect(first.lines).toEqual({ coffee: once, tea: { ...once, excluded } })
    expect(completeContext(first, earner(exclusions), known(product()), false)).toEqual(first)
  })

  test("of another variant than the one on sale is not left out", () => {
    const facts = known(product({ saleVariants: ["gid://shopify/ProductVariant/99"] }))
    expect(completeContext(context(), earner({ salePrice: true }), facts, true).lines).toEqual({
      coffee: once,
      tea: once,
    })
  })

  test("waits for a product that was never read, and is frozen when it is", () => {
    const half = { ...nothing, products: new Map([["gid://shopify/Product/1", product()]]) }
    const waiting = completeContext(context(), earner({ salePrice: true }), half, true)
    expect(waiting).toMatchObject({ awaits: [TEA], lines: { coffee: once } })
    expect(isIncomplete(waiting, earner({ salePrice: true }))).toBe(true)
    const whole = completeContext(waiting, earner({ salePrice: true }), known(product()), false)
    expect(whole.lines).toEqual({ coffee: once, tea: once })
    expect(whole).not.toHaveProperty("awaits")
  })
})

describe("the customer", () => {
  const wholesale = earner({ customerTags: ["wholesale"] })
  const tagged = (...tags: string[]) => ({ ...nothing, customerTags: new Map([[CUSTOMER, tags]]) })

  test("with an excluded tag stays left out of this order when the tag goes", () => {
    const first = completeContext(context(), wholesale, tagged("Wholesale"), true)
    expect(first.excludedTag).toBe("Wholesale")
    expect(completeContext(first, wholesale, tagged(), false).excludedTag).toBe("Wholesale")
  })

  test("without it earns, also when it is given later", () => {
    const first = completeContext(context(), wholesale, tagged("new"), true)
    expect(completeContext(first, wholesale, tagged("wholesale"), false).excludedTag).toBeNull()
  })

  test("who is not known is waited for", () => {
    const waiting = completeContext(context(), wholesale, nothing, true)
    expect(waiting.awaits).toEqual([CUSTOMER])
    expect(completeContext(waiting, wholesale, tagged("wholesale"), false)).toMatchObject({ excludedTag: "wholesale" })
  })
})

describe("pauses and tests", () => {
  const placed = new Date(PLACED_AT)
  const at = (minutes: number) => new Date(placed.getTime() + minutes * 60_000)
  const pause = (fromAt: Date, toAt: Date | null, earning = true) => ({
    ...nothing,
    pauses: [{ pauseId: "p", earning, spending: true, fromAt, toAt, notice: {} }],
  })

  test.each([
    ["began before the order and goes on", pause(at(-1), null), true],
    ["begins with the order", pause(at(0), null), true],
    ["ended with the order", pause(at(-5), at(0)), false],
    ["began after the order, though it is paid in it", pause(at(1), null), false],
    ["rests only spending", pause(at(-1), null, false), false],
  ])("a pause that %s", (_name, facts, holds) => {
    const frozen = completeContext(context(), earner(), facts, true)
    expect(frozen.pause?.id ?? null).toBe(holds ? "p" : null)
    expect(completeContext(frozen, earner(), nothing, false)).toEqual(frozen)
  })

  test.each([
    ["with its tag takes part", ["Tester"], true],
    ["without it does not", ["other"], false],
  ])("during a test somebody %s", (_name, tags, takesPart) => {
    const facts: EarningFacts = {
      ...nothing,
      tests: [{ testId: "t", tag: "tester", fromAt: at(-1), toAt: null }],
      customerTags: new Map([[CUSTOMER, tags]]),
    }
    expect(completeContext(context(), earner(), facts, true).test).toEqual({ id: "t", takesPart })
    const waiting = completeContext(context(), earner(), { ...facts, customerTags: new Map() }, true)
    expect(waiting.awaits).toEqual([CUSTOMER])
    expect(completeContext(waiting, earner(), facts, false).test).toEqual({ id: "t", takesPart })
  })
})
