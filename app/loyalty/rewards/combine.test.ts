import fc from "fast-check"
import { expect, test } from "vitest"
import { type Cart, canCombine, classOf, type DiscountClass, deepestDiscount } from "./combine.ts"
import { type RewardTerms, rewardTermsSchema } from "./reward.ts"

const PRODUCT = "gid://shopify/Product/1"
type Flags = { order: boolean; product: boolean; shipping: boolean }

function terms(gives: object, only: object = {}): RewardTerms {
  const made = rewardTermsSchema.parse({ schema: 1, name: "r", currency: "EUR", gives })
  Object.assign(made.restrictions, only)
  return made
}

/** A reward of each class, as codes are made of them. */
const OF_CLASS: Record<DiscountClass, (combinesWith: Flags) => RewardTerms> = {
  order: (combinesWith) => terms({ kind: "amount_off", points: 1, amountMinor: 500 }, { combinesWith }),
  product: (combinesWith) =>
    terms({ kind: "percent_off", points: 1, percent: 10 }, { combinesWith, products: [PRODUCT] }),
  shipping: (combinesWith) => terms({ kind: "free_shipping", points: 1, maxShippingMinor: null }, { combinesWith }),
}
const CLASSES = ["order", "product", "shipping"] as const
const FLAGS: Flags[] = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => ({
  order: (bits & 1) > 0,
  product: (bits & 2) > 0,
  shipping: (bits & 4) > 0,
}))
const ALL = { order: true, product: true, shipping: true }
const NONE = { order: false, product: false, shipping: false }

test("every pair of classes and of what they combine with: both agree, and delivery is discounted once", () => {
  let combined = 0
  for (const a of CLASSES)
    for (const b of CLASSES)
      for (const ofA of FLAGS)
        for (const ofB of FLAGS) {
          const can = canCombine(OF_CLASS[a](ofA), OF_CLASS[b](ofB))
          expect(can).toBe(ofA[b] && ofB[a] && !(a === "shipping" && b === "shipping"))
          expect(canCombine(OF_CLASS[b](ofB), OF_CLASS[a](ofA))).toBe(can)
          combined += can ? 1 : 0
        }
  // Each of the eight pairs but delivery twice: both flags are set in a quarter of 64.
  expect(combined).toBe(8 * 16)
})

test("classes follow from what is given and for which goods; what is no code has none", () => {
  expect(CLASSES.map((name) => classOf(OF_CLASS[name](ALL)))).toEqual([...CLASSES])
  const off = { kind: "amount_off", points: 1, amountMinor: 500 }
  expect(classOf(terms(off, { collections: ["gid://shopify/Collection/1"] }))).toBe("product")
  expect(classOf(terms({ kind: "free_product", points: 1, productId: PRODUCT, valueMinor: 990 }))).toBe("product")
  expect(classOf(terms({ kind: "store_credit", points: 1, amountMinor: 500 }))).toBeNull()
})

const CART: Cart = { goodsMinor: 5000, shippingMinor: 390 }
const named = (...all: RewardTerms[]) => all.map((one, index) => ({ rewardId: `${index}`, terms: one }))

test("the deepest discount takes what combines, once where one may be redeemed once", () => {
  const once = { limitPerMember: 1 }
  const ten = { kind: "percent_off", points: 1, percent: 10 }
  const alone = terms({ ...ten, percent: 12 }, { combinesWith: NONE, ...once })
  const order = terms(ten, { combinesWith: ALL, ...once })
  const delivery = OF_CLASS.shipping(ALL)
  expect(deepestDiscount(named(alone, order, delivery), CART)).toEqual({ rewardIds: ["1", "2"], offMinor: 890 })
  expect(deepestDiscount(named(alone, order), CART)).toEqual({ rewardIds: ["0"], offMinor: 600 })
  expect(deepestDiscount(named(terms(ten, { combinesWith: ALL })), CART).offMinor).toBe(2500)
  expect(deepestDiscount([], CART)).toEqual({ rewardIds: [], offMinor: 0 })
})

test("nothing takes off more than there is, and a minimum must be met", () => {
  const dear = terms({ kind: "amount_off", points: 1, amountMinor: 9900 })
  expect(deepestDiscount(named(dear), CART).offMinor).toBe(5000)
  expect(deepestDiscount(named(terms(dear.gives, { minimumSpendMinor: 5001 })), CART).offMinor).toBe(0)
  const near = terms({ kind: "free_shipping", points: 1, maxShippingMinor: 389 })
  expect(deepestDiscount(named(near), CART).offMinor).toBe(0)
})

test("it is what trying every set of codes finds", () => {
  const any = fc.record({
    of: fc.constantFrom(...CLASSES),
    flags: fc.constantFrom(...FLAGS),
    size: fc.integer({ min: 1, max: 30 }),
  })
  fc.assert(
    fc.property(fc.array(any, { maxLength: 6 }), (list) => {
      const offered = list.map(({ of, flags, size }, index) => {
        const gives =
          of === "shipping" ? OF_CLASS.shipping(flags).gives : { kind: "percent_off", points: 1, percent: size }
        const products = of === "product" ? [PRODUCT] : []
        return { rewardId: `${index}`, terms: terms(gives, { combinesWith: flags, limitPerMember: 1, products }) }
      })
      let most = 0
      for (let bits = 0; bits < 2 ** offered.length; bits += 1) {
        const set = offered.filter((_, index) => bits & (1 << index))
        const codes = set.filter(({ terms: one }) => classOf(one) !== "shipping")
        const agree = set.every((a) => set.every((b) => a === b || canCombine(a.terms, b.terms)))
        if (!agree || codes.length > 5) continue
        const shares = codes.map(({ terms: { gives } }) => (gives.kind === "percent_off" ? gives.percent * 50 : 0))
        const goods = Math.min(
          5000,
          shares.reduce((sum, share) => sum + share, 0),
        )
        most = Math.max(most, goods + (set.length > codes.length ? 390 : 0))
      }
      expect(deepestDiscount(offered, CART).offMinor).toBe(most)
    }),
  )
})
