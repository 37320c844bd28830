import { randomBytes } from "node:crypto"

export const API_KEY = "bench-key"
export const API_SECRET = "bench-secret"

/** What a process of ours needs in production mode, on the database of a bench. */
export function variablesFor(databaseUrl: string): Record<string, string> {
  return {
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    SHOPIFY_API_KEY: API_KEY,
    SHOPIFY_API_SECRET: API_SECRET,
    SHOPIFY_APP_URL: "http://127.0.0.1:4001",
    REGULARS_MASTER_KEY: randomBytes(32).toString("base64"),
    LOG_LEVEL: "warn",
  }
}
