/** Every URL that the Remix app answers. Webhooks and health checks stand before it, in server.ts. */
type Route = { path?: string; index?: boolean; file: string; children?: Route[] }

const admin: Route = {
  path: "app",
  file: "routes/admin/layout.tsx",
  children: [
    { index: true, file: "routes/admin/home.tsx" },
    // Asked by home once it stands.
    { path: "theme-state", file: "routes/admin/theme-state.ts" },
    { path: "programme", file: "routes/admin/programme.tsx" },
    { path: "programme/occasions", file: "routes/admin/occasions-ahead.ts" },
    { path: "programme/expiry-forecast", file: "routes/admin/expiry-forecast.ts" },
    { path: "programme/moves", file: "routes/admin/tier-moves.ts" },
    { path: "programme/moves-export", file: "routes/admin/tier-moves-export.ts" },
    { path: "appearance", file: "routes/admin/appearance.tsx" },
    { path: "appearance/preview", file: "routes/admin/appearance-preview.ts" },
    { path: "rewards", file: "routes/admin/rewards.tsx" },
    { path: "rewards/:rewardId", file: "routes/admin/reward.tsx" },
    { path: "members", file: "routes/admin/members.tsx" },
    { path: "members/count", file: "routes/admin/members-count.ts" },
    { path: "members/export", file: "routes/admin/members-export.ts" },
    { path: "members/:customerId", file: "routes/admin/member.tsx" },
    { path: "orders", file: "routes/admin/orders.tsx" },
    { path: "orders/export", file: "routes/admin/orders-export.ts" },
    { path: "orders/:orderId", file: "routes/admin/order.tsx" },
    { path: "liability", file: "routes/admin/liability.tsx" },
    { path: "liability/export", file: "routes/admin/liability-export.ts" },
    { path: "saved-views", file: "routes/admin/saved-views.ts" },
    { path: "work", file: "routes/admin/work.tsx" },
    { path: "work/:workId", file: "routes/admin/work-item.tsx" },
    { path: "privacy", file: "routes/admin/privacy.tsx" },
    { path: "import-orders", file: "routes/admin/import-orders.tsx" },
    { path: "*", file: "routes/admin/not-found.tsx" },
  ],
}

export default [
  { index: true, file: "routes/public/landing.tsx" },
  // Shopify's library sends browsers here and back: session token bounce, leaving the frame.
  { path: "auth/*", file: "routes/public/auth.tsx" },
  admin,
  // The shop's app proxy: /apps/regulars/* on the storefront.
  { path: "storefront/summary", file: "routes/storefront/summary.ts" },
  { path: "storefront/history", file: "routes/storefront/history.ts" },
  { path: "storefront/join", file: "routes/storefront/join.ts" },
  { path: "storefront/details", file: "routes/storefront/details.ts" },
  { path: "storefront/rewards", file: "routes/storefront/rewards.ts" },
  { path: "storefront/*", file: "routes/storefront/not-found.ts" },
  { path: "*", file: "routes/public/not-found.ts" },
] satisfies Route[]
