import { execFile } from "node:child_process"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { promisify } from "node:util"
import { type Running, startProcess } from "../../bin/demo/processes.ts"

const ROOT = join(import.meta.dirname, "../..")
const BUILT = join(ROOT, ".cache/bench-reference/server/index.js")

/** Builds the reference app and serves it with remix-serve on `port`. */
export async function startReference(port: number, secret: string, logFile: string): Promise<Running> {
  const require = createRequire(import.meta.url)
  const remix = join(dirname(require.resolve("@remix-run/dev/package.json")), "dist/cli.js")
  await promisify(execFile)(process.execPath, [remix, "vite:build"], {
    cwd: import.meta.dirname,
    env: { ...process.env, NODE_ENV: "production" },
  })
  const serve = join(dirname(require.resolve("@remix-run/serve/package.json")), "dist/cli.js")
  const variables = { NODE_ENV: "production", PORT: String(port), HOST: "127.0.0.1", SHOPIFY_API_SECRET: secret }
  return startProcess("The reference", serve, variables, logFile, [BUILT])
}
