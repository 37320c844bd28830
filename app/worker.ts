import { nodeVersionFault } from "./node-version.ts"

// The worker alone: `npm run worker`, beside servers that run with WORKER=off.
const fault = nodeVersionFault(process.versions.node)
if (fault) {
  console.error(fault)
  process.exit(1)
}

const { startWorkerProcess } = await import("./start-server.server.ts")
await startWorkerProcess().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
})
