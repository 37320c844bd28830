import { z } from "zod"

/** What points buy, as data: what the merchant edits, what a redemption freezes. Pure; money is in minor units. */

const points = z.number().int().min(1).max(1_000_000_000)
const amountMinor = z.number().int().min(1).max(1_000_000_000_000)
const gid = (kind: string) => z.string().regex(new RegExp(`^gid://shopify/${kind}/\\d{1,20}$`))
const word = z.string().trim().toLowerCase().min(1).max(255)
const words = z.string().trim().max(500)

/** What each kind gives and costs. `points`: the price; a slider lets the shopper choose it. */
const gives = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("amount_off"), points, amountMinor }),
  z.object({
    kind: z.literal("amount_off_slider"),
    /** `unitPoints` points are worth `unitMinor`; from `minPoints` in steps of `stepPoints` up to `maxPoints`. */
    unitPoints: points,
    unitMinor: amountMinor,
    minPoints: points,
    stepPoints: points,
    maxPoints: points,
  }),
  z.object({ kind: z.literal("percent_off"), points, percent: z.number().int().min(1).max(100) }),
  /** `maxShippingMinor`: the code does not apply to dearer delivery; null: to any. */
  z.object({ kind: z.literal("free_shipping"), points, maxShippingMinor: amountMinor.nullable() }),
  /** One unit of the product, once an order, worth up to `valueMinor` (its price when the reward was saved). */
  z.object({ kind: z.literal("free_product"), points, productId: gid("Product"), valueMinor: amountMinor }),
  z.object({ kind: z.literal("store_credit"), points, amountMinor }),
  z.object({ kind: z.literal("gift_card"), points, amountMinor, days: z.number().int().min(1).max(3650).nullable() }),
  /** A pass for what is not open to everybody yet; `instructions` tell how to use it. */
  z.object({ kind: z.literal("early_access"), points, instructions: words.min(1) }),
  /** Something of a partner's: everybody reads the same words, or gets a code of their own from a list. */
  z.object({ kind: z.literal("partner_perk"), points, instructions: words, codes: z.enum(["list", "none"]) }),
  /** The merchant does it by hand. */
  z.object({ kind: z.literal("custom"), points, instructions: words }),
])

const restrictions = z
  .object({
    minimumSpendMinor: amountMinor.nullable(),
    /** Both empty: everything. Not both filled: Shopify takes one or the other. */
    products: z.array(gid("Product")).max(100),
    collections: z.array(gid("Collection")).max(100),
    combinesWith: z.object({ order: z.boolean(), product: z.boolean(), shipping: z.boolean() }),
    purchases: z.enum(["one_time", "subscription", "both"]),
    /** Level ids; empty: everybody. */
    tierIds: z.array(z.string().regex(/^[a-z0-9-]{1,40}$/)).max(10),
    /** Customers with one of these tags; empty: everybody. */
    customerTags: z.array(word).max(50),
    /** Redemptions that came to something, for each member; null: any number. */
    limitPerMember: z.number().int().min(1).max(1000).nullable(),
    /** Days that a code can be used; null: for good. */
    codeDays: z.number().int().min(1).max(3650).nullable(),
    /** Whether an order that is cancelled or refunded in full gives the points of its code back. */
    pointsBackOnCancel: z.boolean(),
  })
  .default({
    minimumSpendMinor: null,
    products: [],
    collections: [],
    combinesWith: { order: false, product: false, shipping: true },
    purchases: "one_time",
    tierIds: [],
    customerTags: [],
    limitPerMember: null,
    codeDays: null,
    pointsBackOnCancel: true,
  })

const shownAs = z.object({ name: z.string().trim().min(1).max(80), description: words.default("") })

/** The terms of a reward. Messages are codes of errors.json. */
export const rewardTermsSchema = z
  .object({
    schema: z.literal(1),
    ...shownAs.shape,
    /** The merchant's words in other languages than the shop's, by language. */
    translations: z.record(z.string().regex(/^[A-Za-z-]{2,20}$/), shownAs).default({}),
    /** ISO 4217 of every amount in here. */
    currency: z.string().regex(/^[A-Z]{3}$/),
    gives,
    restrictions,
  })
  .superRefine((terms, context) => {
    const refuse = (path: string[], message: string) => context.addIssue({ code: "custom", path, message })
    const { gives: given, restrictions: only } = terms
    if (only.products.length > 0 && only.collections.length > 0)
      refuse(["restrictions", "collections"], "products_or_collections")
    if (given.kind !== "amount_off_slider") return
    if (given.maxPoints < given.minPoints) refuse(["gives", "maxPoints"], "max_below_min")
    // Every step is a whole number of minor units, so that nothing is ever rounded.
    if ((given.minPoints * given.unitMinor) % given.unitPoints !== 0)
      refuse(["gives", "minPoints"], "not_a_whole_amount")
    if ((given.stepPoints * given.unitMinor) % given.unitPoints !== 0)
      refuse(["gives", "stepPoints"], "not_a_whole_amount")
  })

export type RewardTerms = z.infer<typeof rewardTermsSchema>
export type RewardGives = RewardTerms["gives"]
export type RewardKind = RewardGives["kind"]
export type Slider = Extract<RewardGives, { kind: "amount_off_slider" }>

/** Every kind, in the order in which they are offered; `made`: what Shopify makes for it. */
export const REWARD_KINDS = {
  amount_off: { made: "discount" },
  amount_off_slider: { made: "discount" },
  percent_off: { made: "discount" },
  free_shipping: { made: "discount" },
  free_product: { made: "discount" },
  store_credit: { made: "store_credit" },
  gift_card: { made: "gift_card" },
  early_access: { made: "nothing" },
  partner_perk: { made: "nothing" },
  custom: { made: "nothing" },
} as const satisfies Record<RewardKind, { made: "discount" | "store_credit" | "gift_card" | "nothing" }>

export type RewardState = "active" | "paused" | "archived"

/** A reward as it stands. `stock`: how often it can still be redeemed; null: without end. */
export type Reward = {
  rewardId: string
  state: RewardState
  terms: RewardTerms
  stock: number | null
  place: number
  updatedAt: Date
}
