import { existsSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { createRequestHandler } from "@remix-run/express"
import type { ServerBuild } from "@remix-run/node"
import express, { type Express } from "express"
import { log } from "#app/lib/log.server.ts"
import { plainError } from "#app/lib/plain-error.ts"
import { routePattern } from "./watch/route-pattern.ts"

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..")
const BUILD = join(ROOT, "build")

/** The pages: static files, then Remix. */
export type Pages = { app: Express; close: () => Promise<void> }

/** Pages as `npm run build` made them. Throws in plain words when they were never built. */
export async function builtPages(): Promise<Pages> {
  const entry = join(BUILD, "server/index.js")
  if (!existsSync(entry)) throw new Error("The pages are not built yet: run `npm run build` first.")
  const build = (await import(pathToFileURL(entry).href)) as ServerBuild
  const app = bareApp()
  // Names of built assets carry a hash of their content: what was fetched once never changes.
  app.use(
    "/assets",
    express.static(join(BUILD, "client/assets"), { immutable: true, maxAge: "1y", fallthrough: false }),
  )
  // Files have a dot in their names, pages none: no page's answer waits for the disk to say that it is no file.
  const files = express.static(join(BUILD, "client"), { maxAge: "1h" })
  app.use((request, response, next) => (/\.\w+$/.test(request.path) ? files(request, response, next) : next()))
  app.all("*", createRequestHandler({ build }))
  app.use(failed)
  return { app, close: async () => {} }
}

/** Pages straight from their sources, reloading as they change (development only). */
export async function livePages(): Promise<Pages> {
  const { createServer } = await import("vite")
  const vite = await createServer({ root: ROOT, server: { middlewareMode: true, hmr: { port: 0 } } })
  const app = bareApp()
  app.use(vite.middlewares)
  const build = () => vite.ssrLoadModule("virtual:remix/server-build") as Promise<ServerBuild>
  app.all("*", createRequestHandler({ build, mode: "development" }))
  app.use(failed)
  return { app, close: () => vite.close() }
}

function bareApp(): Express {
  const app = express()
  app.disable("x-powered-by")
  // X-Forwarded-* are our own words here: the front door wrote them over whatever was sent.
  app.set("trust proxy", true)
  return app
}

/** Express's own words would show a stack; a missing asset is a plain 404, a malformed address a plain 400. */
function failed(error: unknown, request: express.Request, response: express.Response, _next: express.NextFunction) {
  const status = statusOf(error)
  if (status >= 500) log.error({ error: plainError(error), route: routePattern(request.path) }, "a request failed")
  if (response.headersSent) return void response.destroy()
  response
    .status(status)
    .type("text")
    .send(status === 404 ? "Not found" : status < 500 ? "Bad request" : "Failed")
}

function statusOf(error: unknown): number {
  const status = (error as { status?: unknown }).status
  return typeof status === "number" && status >= 400 && status < 600 ? status : 500
}
