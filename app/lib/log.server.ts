import pino from "pino"
import { plainError, plainWords } from "./plain-error.ts"
import { currentTrace } from "./trace.server.ts"

/**
 * Structured log, one JSON object a line on stderr. Ids and counts only: no name, address, e-mail or payload. What is not
 * in this list is not written, and every free text goes through `plainWords` (docs/decisions/018).
 */
const KEYS: ReadonlySet<string> = new Set([
  ...["shop", "order", "customer", "topic", "event", "events", "ids", "job", "kind", "work", "staff", "operation"],
  ...["orders", "postings", "members", "count", "tries", "written", "failed", "ignored", "waiting", "ms", "retryMs"],
  ...["error", "outcome", "status", "route", "method", "shopifyRequest", "trace", "from", "to", "why"],
  ...["port", "metricsPort", "host", "worker", "workers", "migrations", "bytes", "task", "file"],
  ...["redemption", "made"],
])

/** Pure part: an object as it may be written. Names of what was left out are kept, so that it can be listed here. */
export function writable(object: Record<string, unknown>): Record<string, unknown> {
  const entries: [string, unknown][] = []
  const unlisted: string[] = []
  for (const [key, value] of Object.entries(object)) {
    if (key === "err") entries.push(["error", plainError(value)])
    else if (KEYS.has(key)) entries.push([key, plainValue(value)])
    else unlisted.push(key)
  }
  if (unlisted.length > 0) entries.push(["unlisted", unlisted])
  return Object.fromEntries(entries)
}

function plainValue(value: unknown): unknown {
  if (typeof value === "string") return plainWords(value)
  if (typeof value === "number" || typeof value === "boolean" || value == null) return value
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Error) return plainError(value)
  return Array.isArray(value) ? value.map(plainValue) : "(object)"
}

export const log = pino(
  {
    level: process.env.LOG_LEVEL ?? (process.env.NODE_ENV === "test" ? "silent" : "info"),
    base: null,
    formatters: { log: writable },
    mixin: () => {
      const trace = currentTrace()
      return trace === undefined ? {} : { trace }
    },
    hooks: {
      logMethod(args, method) {
        const last = args.length - 1
        if (typeof args[last] === "string") args[last] = plainWords(args[last])
        method.apply(this, args)
      },
    },
  },
  pino.destination({ fd: 2, sync: true }),
)
