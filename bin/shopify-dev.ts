/**
 * What `shopify app dev` runs (shopify.web.toml): the app and its worker against a real development store. Shopify's
 * command line hands over the keys, the port and the tunnel's address; the database is the embedded one unless
 * DATABASE_URL names another.
 */
import { spawn } from "node:child_process"
import { join } from "node:path"
import { startEmbeddedDatabase } from "#app/lib/embedded-database/embedded-database.server.ts"
import { migrate } from "#app/lib/migrate.server.ts"

const ROOT = join(import.meta.dirname, "..")

/** The app's environment from what the command line hands over. Its HOST is an address, ours is where to listen. */
export function appVariables(given: Record<string, string | undefined>, databaseUrl: string): NodeJS.ProcessEnv {
  const address = given.SHOPIFY_APP_URL ?? given.APP_URL ?? given.HOST
  if (!address?.startsWith("https://"))
    throw new Error("Start this through `npm run dev:shopify`: no app address given")
  return {
    ...given,
    NODE_ENV: "development",
    PAGES: "live",
    RATE_LIMITS: "off", // one page is hundreds of files there
    HOST: "127.0.0.1",
    SHOPIFY_APP_URL: address.replace(/\/$/, ""),
    DATABASE_URL: databaseUrl,
    // A demo's settings left in the shell must not send a real store's tokens to the simulator.
    SHOPIFY_SIMULATOR_ORIGIN: undefined,
    APP_BRIDGE_URL: undefined,
    REGULARS_CLOCK_FILE: undefined,
  }
}

async function main(): Promise<void> {
  const databaseUrl = process.env.DATABASE_URL ?? (await embeddedDatabaseUrl())
  const variables = appVariables(process.env, databaseUrl)
  await migrate(databaseUrl)
  const app = spawn(process.execPath, [join(ROOT, "app/server.ts")], { env: variables, stdio: "inherit" })
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => app.kill(signal))
  app.once("exit", (code) => process.exit(code ?? 1))
}

/** Its own cluster, apart from the demo's; it stays up between runs. */
async function embeddedDatabaseUrl(): Promise<string> {
  const cluster = await startEmbeddedDatabase({ folder: join(ROOT, ".regulars/real-store-postgres") })
  return cluster.url("regulars")
}

if (import.meta.main) await main()
