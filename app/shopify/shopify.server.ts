// The adapter registers plain fetch; ours must be set after it.
import "@shopify/shopify-app-remix/adapters/node"
import type { ApiVersion } from "@shopify/shopify-api"
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime"
import { AppDistribution, LogSeverity, type Session, shopifyApp } from "@shopify/shopify-app-remix/server"
import { env } from "#app/lib/env.server.ts"
import { log } from "#app/lib/log.server.ts"
import { API_VERSION } from "./api-version.ts"
import { platformFetch } from "./platform-fetch.server.ts"
import { sealedSessions } from "./session-storage.server.ts"

/** Sessions whose token was issued in the request that holds them: the app was installed, or its scopes changed. */
const newlyIssued = new WeakSet<Session>()

const LEVELS = {
  [LogSeverity.Error]: "error",
  [LogSeverity.Warning]: "warn",
  [LogSeverity.Info]: "debug",
  [LogSeverity.Debug]: "trace",
} as const

function createApp() {
  setAbstractFetchFunc(platformFetch as typeof fetch)
  const { shopifyApiKey, shopifyApiSecret, appUrl } = env()
  return shopifyApp({
    apiKey: shopifyApiKey,
    apiSecretKey: shopifyApiSecret,
    appUrl,
    apiVersion: API_VERSION as ApiVersion,
    distribution: AppDistribution.AppStore,
    sessionStorage: sealedSessions(),
    logger: {
      level: LogSeverity.Info,
      log: (severity, message) => log[LEVELS[severity]]({ from: "shopify" }, message),
    },
    hooks: {
      afterAuth: ({ session }) => {
        newlyIssued.add(session)
      },
    },
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
  })
}

let app: ReturnType<typeof createApp> | undefined

/** Shopify's library, for embedded pages only. Everything in the background goes through `adminApi`. */
export function shopify(): ReturnType<typeof createApp> {
  app ??= createApp()
  return app
}

/** True when this session's token was issued just now. */
export function isNewlyIssued(session: Session): boolean {
  return newlyIssued.has(session)
}
