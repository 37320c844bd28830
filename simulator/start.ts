import { startSimulator } from "./server.ts"

/** The simulator as a process. SIGTERM, SIGINT and the end of its parent write the world and end it. */
function variable(name: string, otherwise?: string): string {
  const value = process.env[name] ?? otherwise
  if (!value) {
    console.error(`${name} is not set`)
    process.exit(1)
  }
  return value
}

const simulator = await startSimulator({
  port: Number(variable("PORT", "4000")),
  storefrontPort: Number(variable("STOREFRONT_PORT", "4002")),
  appOrigin: variable("SHOPIFY_APP_URL", "http://127.0.0.1:4001"),
  clockFile: variable("REGULARS_CLOCK_FILE", ".regulars/clock.json"),
  apiKey: variable("SHOPIFY_API_KEY", "regulars-dev-key"),
  apiSecret: variable("SHOPIFY_API_SECRET", "regulars-dev-secret"),
  databaseUrl: process.env.SIMULATOR_DATABASE_URL,
})
console.log(`simulator: ${simulator.origin} · storefront: ${simulator.storefrontOrigin}`)

let stopping = false
function stop(): void {
  if (stopping) return
  stopping = true
  simulator.stop().then(
    () => process.exit(0),
    (error: Error) => {
      console.error(error.message)
      process.exit(1)
    },
  )
}
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, stop)
// Whoever started us with a channel is gone, perhaps killed: a world without its parent ends.
process.once("disconnect", stop)
