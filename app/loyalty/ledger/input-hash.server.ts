import { createHash } from "node:crypto"
import type { Posting } from "./posting.ts"

/** What makes two postings the same one: all but the key and the moment, which differs when a request is sent twice. */
export function inputHash(posting: Posting): string {
  const { key: _key, eventAt: _eventAt, ...input } = posting
  return createHash("sha256").update(canonical(input)).digest("hex")
}

/** JSON with the keys of every object in order; `undefined` counts as absent. */
function canonical(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(",")}]`
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null"
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`)
  return `{${members.join(",")}}`
}
