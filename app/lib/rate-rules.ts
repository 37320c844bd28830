type RateRule = {
  /** Requests of one visitor within `perSeconds`, all processes together. One too many is answered with 429. */
  points: number
  perSeconds: number
  /**
   * So many of them are counted in the process alone and cost no question to the database: the ordinary visitor. One can
   * therefore pass `points` by at most this much for every process but one.
   */
  free: number
}

/**
 * Every public door and how often one visitor may use it (docs/decisions/021). Webhooks that Shopify signed are counted
 * nowhere; refused ones are, and who has too many of them is not listened to for a while.
 */
export const RATE_RULES = {
  // By shop and customer, or staff; a visitor whom the shop does not know by shop and client address.
  "storefront-customer": { points: 120, perSeconds: 60, free: 30 },
  "storefront-visitor": { points: 120, perSeconds: 60, free: 30 },
  "storefront-join": { points: 10, perSeconds: 600, free: 2 },
  "storefront-redeem": { points: 30, perSeconds: 600, free: 5 },
  "admin-staff": { points: 900, perSeconds: 60, free: 200 },
  // By client address. Of a refused webhook too many the body is not even read.
  "webhook-refused": { points: 30, perSeconds: 60, free: 10 },
  "storefront-refused": { points: 60, perSeconds: 60, free: 20 },
  "admin-refused": { points: 240, perSeconds: 60, free: 60 },
  pages: { points: 240, perSeconds: 60, free: 60 },
  health: { points: 600, perSeconds: 60, free: 300 },
  assets: { points: 6000, perSeconds: 60, free: 2000 },
} as const satisfies Record<string, RateRule>

export type RateDoor = keyof typeof RATE_RULES
