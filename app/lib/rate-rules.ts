/** Who is counted together at a door. */
type RateKey = "client address" | "shop and customer" | "shop and visitor address" | "shop and staff"

type RateRule = {
  key: RateKey
  /** Requests of one key within `perSeconds`, all processes together. */
  points: number
  perSeconds: number
  /**
   * So many of them are counted in the process alone and cost no question to the database: the ordinary visitor. A key
   * can therefore pass `points` by at most this much for every process but one.
   */
  free: number
  /** What becomes of one too many: answered with 429, or refused with 429 before its body is read. */
  surplus: "refuse" | "refuse unread"
}

/**
 * Every public door and how often one visitor may use it (docs/decisions/021). Webhooks that Shopify signed are counted
 * nowhere; refused ones are, and who has too many of them is not listened to for a while.
 */
export const RATE_RULES = {
  "webhook-refused": { key: "client address", points: 30, perSeconds: 60, free: 10, surplus: "refuse unread" },
  "storefront-customer": { key: "shop and customer", points: 120, perSeconds: 60, free: 30, surplus: "refuse" },
  "storefront-visitor": { key: "shop and visitor address", points: 120, perSeconds: 60, free: 30, surplus: "refuse" },
  "storefront-join": { key: "shop and customer", points: 10, perSeconds: 600, free: 2, surplus: "refuse" },
  "storefront-refused": { key: "client address", points: 60, perSeconds: 60, free: 20, surplus: "refuse" },
  "admin-staff": { key: "shop and staff", points: 900, perSeconds: 60, free: 200, surplus: "refuse" },
  "admin-refused": { key: "client address", points: 240, perSeconds: 60, free: 60, surplus: "refuse" },
  pages: { key: "client address", points: 240, perSeconds: 60, free: 60, surplus: "refuse" },
  health: { key: "client address", points: 600, perSeconds: 60, free: 300, surplus: "refuse" },
  assets: { key: "client address", points: 6000, perSeconds: 60, free: 2000, surplus: "refuse" },
} as const satisfies Record<string, RateRule>

export type RateDoor = keyof typeof RATE_RULES
