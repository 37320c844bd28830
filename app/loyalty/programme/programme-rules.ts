import { z } from "zod"
import { expiryRules } from "../expiry/expiry-rules.ts"
import { noOccasions, occasionRules } from "../occasions/occasion-rules.ts"
import { earningRulesSchema } from "../rules/earning-rules.ts"
import { tierRulesSchema } from "../tiers/tier-rules.ts"

/** A programme's rules as data: what the merchant edits, what a version freezes, what every points rule reads. */

/** Words as Shopify compares them: without regard to case. */
const word = z.string().trim().toLowerCase().min(1).max(255)

/** Who and what never earns. Versions published before there were exclusions read as having none. */
const exclusions = z
  .object({
    customerTags: z.array(word).max(50),
    /** Orders of companies (B2B). */
    companies: z.boolean(),
    productTags: z.array(word).max(50),
    productTypes: z.array(word).max(50),
    /** gids. */
    products: z.array(z.string().regex(/^gid:\/\/shopify\/Product\/\d{1,20}$/)).max(250),
    /** Variants that were sold below their compare-at price. */
    salePrice: z.boolean(),
  })
  .default({ customerTags: [], companies: false, productTags: [], productTypes: [], products: [], salePrice: false })

/** Orders from before the first version: none earn, or those placed so many days before it, under its rates. */
const history = z
  .object({ points: z.enum(["none", "since"]), sinceDays: z.number().int().min(1).max(3650) })
  .default({ points: "none", sinceDays: 365 })

export const programmeRulesSchema = z
  .object({
    schema: z.literal(1),
    /** Points per amount of shop money, by currency: `points` for every `perMinor` minor units. */
    rates: z.record(
      z.string().regex(/^[A-Z]{3}$/),
      z.object({
        points: z.number().int().min(0).max(1_000_000),
        perMinor: z.number().int().min(1).max(1_000_000_000),
      }),
    ),
    rounding: z.enum(["floor", "half_up", "ceiling"]),
    basis: z.object({
      taxes: z.boolean(),
      shipping: z.boolean(),
      duties: z.boolean(),
      /** Whether money paid with a gift card or store credit earns. */
      giftCardPayments: z.boolean(),
    }),
    orders: z.object({
      online: z.boolean(),
      pos: z.boolean(),
      draft: z.boolean(),
      /** Partly paid orders earn at once (true) or nothing until paid (false). */
      partiallyPaid: z.boolean(),
      cashOnDelivery: z.object({
        /** Gateway names, lower case, that mean "paid to the courier". */
        gateways: z.array(z.string().trim().toLowerCase().min(1).max(80)).max(20),
        countsFrom: z.enum(["payment", "delivery"]),
      }),
    }),
    members: z.object({
      /** joined: those who clicked Join or were enrolled; everyone: every customer with an order. */
      who: z.enum(["joined", "everyone"]),
      /** Orders placed this many days before joining are credited at joining. */
      retroWindowDays: z.number().int().min(0).max(3650),
      /** What joining asks for, always optional. Versions published before it was a choice ask for nothing. */
      ask: z.object({ birthday: z.boolean(), name: z.boolean() }).default({ birthday: false, name: false }),
    }),
    pending: z.object({ from: z.enum(["payment", "fulfilment"]), days: z.number().int().min(0).max(365) }),
    tiers: tierRulesSchema,
    exclusions,
    earning: earningRulesSchema,
    occasions: occasionRules,
    history,
    expiry: expiryRules,
    goodwill: z.object({ maxPoints: z.number().int().min(0).max(1_000_000_000) }),
  })
  .superRefine((rules, context) => {
    if (Object.keys(rules.rates).length === 0)
      context.addIssue({ code: "custom", path: ["rates"], message: "rate_missing" })
  })

export type ProgrammeRules = z.infer<typeof programmeRulesSchema>
export type { TierLevel } from "../tiers/tier-rules.ts"

/** Rules as they were stored by this or an older release: what that one did not know has its default. */
export function readStoredRules(stored: unknown): ProgrammeRules {
  return programmeRulesSchema.parse(stored)
}

/** The programme a new shop starts with: one point per unit of money, three tiers by calendar-year spend, 14 days pending. */
export function defaultProgrammeRules(currency: string, minorPerUnit: number): ProgrammeRules {
  return {
    schema: 1,
    rates: { [currency]: { points: 1, perMinor: minorPerUnit } },
    rounding: "floor",
    basis: { taxes: true, shipping: false, duties: false, giftCardPayments: true },
    orders: {
      online: true,
      pos: true,
      draft: false,
      partiallyPaid: false,
      cashOnDelivery: { gateways: ["cash on delivery (cod)", "cash_on_delivery"], countsFrom: "payment" },
    },
    members: { who: "joined", retroWindowDays: 90, ask: { birthday: false, name: false } },
    pending: { from: "payment", days: 14 },
    tiers: {
      measure: "spend",
      window: "calendar_year",
      lookBack: { unit: "days", count: 365 },
      graceDays: 0,
      stepDown: "at_once",
      currency,
      levels: [
        {
          id: "bronze",
          name: "Bronze",
          threshold: 100 * minorPerUnit,
          multiplier: { numerator: 1, denominator: 1 },
        },
        {
          id: "silver",
          name: "Silver",
          threshold: 300 * minorPerUnit,
          multiplier: { numerator: 5, denominator: 4 },
        },
        {
          id: "gold",
          name: "Gold",
          threshold: 600 * minorPerUnit,
          multiplier: { numerator: 3, denominator: 2 },
        },
      ],
    },
    exclusions: {
      customerTags: [],
      companies: false,
      productTags: [],
      productTypes: [],
      products: [],
      salePrice: false,
    },
    earning: { rules: [] },
    history: { points: "none", sinceDays: 365 },
    expiry: { kind: "never", months: 12 },
    occasions: noOccasions(),
    goodwill: { maxPoints: 1000 },
  }
}
