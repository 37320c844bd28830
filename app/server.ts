import { nodeVersionFault } from "./node-version.ts"

// The web server: `npm start`. Checked before anything else is loaded, because the libraries fail less politely.
const fault = nodeVersionFault(process.versions.node)
if (fault) {
  console.error(fault)
  process.exit(1)
}

const { startServer } = await import("./start-server.server.ts")
await startServer().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
})
