import type { Filled } from "./fill-shop.ts"

const NO_WORK = "event-999999999"

/**
 * How each page of the admin is visited, by its file in app/routes.ts; a page that is missing here fails the journey.
 * Paths stand behind "/admin/<shop>/apps/regulars".
 */
export type PageVisits = {
  /** In a shop where nothing happened yet; left out where a page is about one thing that must exist. */
  empty?: string[]
  /** With people, orders, requests and failed work. */
  filled: (shop: Filled) => string[]
  /** Addresses of what does not exist. */
  missing?: string[]
  /** False: the page reads nothing of its own that could fail. */
  breaks?: false
}

export const PAGES: Record<string, PageVisits> = {
  "routes/admin/home.tsx": { empty: [""], filled: () => [""] },
  "routes/admin/programme.tsx": { empty: ["/programme"], filled: () => ["/programme"] },
  "routes/admin/rewards.tsx": { empty: ["/rewards"], filled: () => ["/rewards"] },
  "routes/admin/reward.tsx": {
    filled: ({ rewardId }) => [
      `/rewards/${rewardId}`,
      "/rewards/new?kind=amount_off_slider",
      "/rewards/new?kind=partner_perk",
    ],
    missing: ["/rewards/none", "/rewards/new?kind=nothing"],
  },
  "routes/admin/members.tsx": {
    empty: ["/members"],
    filled: () => ["/members", `/members?q=${encodeURIComponent("никой")}`],
  },
  "routes/admin/member.tsx": {
    filled: ({ memberId, guestId }) => [`/members/${memberId}`, `/members/${guestId}`],
    missing: ["/members/999999999", "/members/nobody"],
  },
  "routes/admin/orders.tsx": {
    empty: ["/orders"],
    filled: () => ["/orders", `/orders?q=${encodeURIComponent("#99999")}`],
  },
  "routes/admin/order.tsx": {
    filled: ({ orderId, waitingOrderId }) => [`/orders/${orderId}`, `/orders/${waitingOrderId}`],
    missing: ["/orders/999999999"],
  },
  "routes/admin/work.tsx": { empty: ["/work"], filled: () => ["/work", "/work?show=discarded"] },
  "routes/admin/work-item.tsx": { filled: ({ workId }) => [`/work/${workId}`], missing: [`/work/${NO_WORK}`] },
  "routes/admin/appearance.tsx": { empty: ["/appearance"], filled: () => ["/appearance"] },
  "routes/admin/liability.tsx": { empty: ["/liability"], filled: () => ["/liability"] },
  "routes/admin/privacy.tsx": { empty: ["/privacy"], filled: () => ["/privacy"] },
  "routes/admin/import-orders.tsx": { empty: ["/import-orders"], filled: () => ["/import-orders"] },
  "routes/admin/not-found.tsx": { filled: () => [], missing: ["/nothing/here"], breaks: false },
}

/** Tables without which every page above cannot be read. */
export const TABLES_TO_LOSE = [
  "Member",
  "Order",
  "ProgrammeDraft",
  "ReadFailure",
  "PrivacyRequest",
  "Backfill",
  "LiabilitySettings",
  "Reward",
]
