import "@shopify/shopify-app-remix/adapters/node"
import { ApiVersion, type Session } from "@shopify/shopify-api"
import { AppDistribution, shopifyApp } from "@shopify/shopify-app-remix/server"

const sessions = new Map<string, Session>()

export const shopify = shopifyApp({
  apiKey: "bench-key",
  apiSecretKey: process.env.SHOPIFY_API_SECRET ?? "",
  appUrl: "http://127.0.0.1",
  apiVersion: ApiVersion.July26,
  distribution: AppDistribution.AppStore,
  future: { unstable_newEmbeddedAuthStrategy: true },
  sessionStorage: {
    storeSession: async (session) => Boolean(sessions.set(session.id, session)),
    loadSession: async (id) => sessions.get(id),
    deleteSession: async (id) => sessions.delete(id),
    deleteSessions: async (ids) => ids.every((id) => sessions.delete(id)),
    findSessionsByShop: async (shop) => [...sessions.values()].filter((session) => session.shop === shop),
  },
})
