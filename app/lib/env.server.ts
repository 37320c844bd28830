import { z } from "zod"
import { readMasterKeys } from "./vault/master-keys.server.ts"

/** The environment, read and checked once. The names are explained in docs/guides/operate.md. */
const schema = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  PORT: z.coerce.number().int().min(0).max(65535).default(4001),
  HOST: z.string().default("127.0.0.1"),
  DATABASE_URL: z.string().min(1),
  SHOPIFY_API_KEY: z.string().min(1),
  SHOPIFY_API_SECRET: z.string().min(1),
  SHOPIFY_APP_URL: z.url(),
  /** Only for development: calls to https://{shop} go to the simulator instead. */
  SHOPIFY_SIMULATOR_ORIGIN: z.url().optional(),
  /** Where App Bridge's script comes from; Shopify's own when absent. */
  APP_BRIDGE_URL: z.url().optional(),
  /** off: this process serves pages and webhooks only; `npm run worker` does the work. */
  WORKER: z.enum(["on", "off"]).default("on"),
  /** How many proxies of yours stand before the server and append to X-Forwarded-For. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(1),
  /** off: nobody is counted (load tests that come from one address). */
  RATE_LIMITS: z.enum(["on", "off"]).default("on"),
  /** Where /metrics is served, on a port of its own; absent: nowhere. */
  METRICS_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  METRICS_HOST: z.string().default("127.0.0.1"),
  /** Asked of whoever reads /metrics; needed when METRICS_HOST is not the machine itself. */
  METRICS_TOKEN: z.string().min(16).optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
})

export type Env = {
  production: boolean
  development: boolean
  port: number
  host: string
  databaseUrl: string
  shopifyApiKey: string
  shopifyApiSecret: string
  appUrl: string
  simulatorOrigin: string | null
  appBridgeUrl: string | null
  worker: boolean
  trustProxy: number
  rateLimits: boolean
  metrics: { port: number; host: string; token: string | null } | null
  logLevel: string
}

let parsed: Env | undefined

/** The checked environment; throws one error that names every missing or wrong variable. */
export function env(): Env {
  parsed ??= parseEnv(process.env)
  return parsed
}

/** Pure part of `env`, for tests. */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  const result = schema.safeParse(variables)
  if (!result.success) {
    const faults = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`)
    throw new Error(`The environment is not complete:\n${faults.join("\n")}`)
  }
  const values = result.data
  readMasterKeys(variables) // read again where it is used: commands of the operator need no other variable
  if (values.NODE_ENV === "production" && values.SHOPIFY_SIMULATOR_ORIGIN)
    throw new Error("SHOPIFY_SIMULATOR_ORIGIN must not be set in production: tokens would go to a simulator")
  return {
    production: values.NODE_ENV === "production",
    development: values.NODE_ENV === "development",
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL,
    shopifyApiKey: values.SHOPIFY_API_KEY,
    shopifyApiSecret: values.SHOPIFY_API_SECRET,
    appUrl: values.SHOPIFY_APP_URL.replace(/\/$/, ""),
    simulatorOrigin: values.SHOPIFY_SIMULATOR_ORIGIN ?? null,
    appBridgeUrl: values.APP_BRIDGE_URL ?? null,
    worker: values.WORKER === "on",
    trustProxy: values.TRUST_PROXY,
    rateLimits: values.RATE_LIMITS === "on",
    metrics: metricsOf(values),
    logLevel: values.LOG_LEVEL,
  }
}

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"])

function metricsOf({
  METRICS_PORT: port,
  METRICS_HOST: host,
  METRICS_TOKEN: token,
}: z.infer<typeof schema>): Env["metrics"] {
  if (port === undefined) return null
  if (!LOOPBACK.has(host) && token === undefined)
    throw new Error("METRICS_HOST is reachable from outside this machine: set METRICS_TOKEN (16 characters or more)")
  return { port, host, token: token ?? null }
}
