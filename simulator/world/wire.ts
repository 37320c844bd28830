import { parseJsonExact } from "#app/lib/json.ts"

const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON
const DIGITS = /^(0|[1-9]\d*)$/

/** Keys whose digits are numbers on the wire: `id` and everything that ends in `_id`. */
function isIdKey(key: string): boolean {
  return key === "id" || key.endsWith("_id")
}

/** Text as Shopify sends it: ids are bare numbers with every digit kept. */
export function toWire(value: unknown): string {
  return JSON.stringify(value, (key, entry) =>
    typeof entry === "string" && isIdKey(key) && DIGITS.test(entry) ? rawJson(entry) : entry,
  )
}

/** Reads a payload as our records keep it: ids become digit strings, restored from the gid where a number was rounded. */
export function fromWire(text: string): unknown {
  return restore(parseJsonExact(text))
}

function restore(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(restore)
  if (value === null || typeof value !== "object") return value
  const record: Record<string, unknown> = {}
  for (const [key, entry] of Object.entries(value)) {
    record[key] = isIdKey(key) && typeof entry === "number" ? String(entry) : restore(entry)
  }
  const gid = record.admin_graphql_api_id
  const digits = typeof gid === "string" ? /^gid:\/\/shopify\/\w+\/(\d+)$/.exec(gid)?.[1] : undefined
  if (digits && "id" in record) record.id = digits
  return record
}

const offsets = new Map<string, Intl.DateTimeFormat>()

/** A moment as the webhooks write it: whole seconds, with the offset of the shop's zone. */
export function wireTime(at: Date, zone = "UTC"): string {
  const minutes = offsetMinutes(at, zone)
  const local = new Date(at.getTime() + minutes * 60_000).toISOString().slice(0, 19)
  if (minutes === 0) return `${local}Z`
  const total = Math.abs(minutes)
  const hours = String(Math.floor(total / 60)).padStart(2, "0")
  return `${local}${minutes < 0 ? "-" : "+"}${hours}:${String(total % 60).padStart(2, "0")}`
}

function offsetMinutes(at: Date, zone: string): number {
  let format = offsets.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" })
    offsets.set(zone, format)
  }
  const name = format.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? ""
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name)
  if (!match) return 0
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]))
}

/** The moment as Admin API DateTime: UTC, whole seconds. */
export function utcTime(text: string): string {
  return `${new Date(text).toISOString().slice(0, 19)}Z`
}
