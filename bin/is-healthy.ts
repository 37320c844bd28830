// `node bin/is-healthy.ts [PORT]`: exit 0 when the process on this machine's PORT is alive. For health checks of containers.
import process from "node:process"

const port = process.argv[2] ?? process.env.PORT ?? "4001"
const answer = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(4000) }).catch(() => null)
process.exit(answer?.ok ? 0 : 1)
