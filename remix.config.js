/** Remix's options, their only home. Routes are listed in app/routes.ts (v3_routeConfig). */
export default {
  appDirectory: "app",
  serverModuleFormat: "esm",
  future: {
    v3_routeConfig: true,
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    // One manifest of ten routes is smaller than asking for it in pieces.
    v3_lazyRouteDiscovery: false,
    // Shopify's library answers expired session tokens with thrown responses that single fetch would swallow.
    v3_singleFetch: false,
  },
}
