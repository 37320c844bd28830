import { createReadStream } from "node:fs"
import { Readable } from "node:stream"
import { type Context, Hono } from "hono"
import type { SimulatorContext } from "../../context.ts"
import { isExpired } from "./bulk-nodes.ts"
import { findBulkByToken } from "./bulk-operations.ts"

/** The files of finished bulk operations, where Shopify has a storage of its own: whole, or from a byte on (Range). */
export function bulkResultRoutes(context: SimulatorContext): Hono {
  const routes = new Hono()
  routes.get("/bulk-results/:token", (c) => serveResult(c, context))
  return routes
}

function serveResult(c: Context, context: SimulatorContext): Response {
  const operation = findBulkByToken(context.world, c.req.param("token") ?? "")
  if (!operation?.completedAt) return c.text("No such file", 404)
  if (isExpired(operation, context.clock.now())) return c.text("The address has expired", 403)
  const { file, fileSize } = operation
  const from = Number(/^bytes=(\d+)-$/.exec(c.req.header("range") ?? "")?.[1] ?? Number.NaN)
  if (Number.isNaN(from)) return send(c, 200, file, 0, { "content-length": String(fileSize) })
  if (from >= fileSize) return c.body(null, 416, { "content-range": `bytes */${fileSize}` })
  return send(c, 206, file, from, {
    "content-length": String(fileSize - from),
    "content-range": `bytes ${from}-${fileSize - 1}/${fileSize}`,
  })
}

function send(c: Context, status: 200 | 206, file: string, start: number, headers: Record<string, string>): Response {
  const stream = Readable.toWeb(createReadStream(file, { start })) as ReadableStream
  return c.body(stream, status, { "content-type": "application/jsonl", "accept-ranges": "bytes", ...headers })
}
