import { parseJsonExact } from "#app/lib/json.ts"

const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON
const DIGITS = /^(0|[1-9]\d*)$/

/** Keys whose digits are numbers on the wire: `id` and everything that ends in `_id`. */
function isIdKey(key: string): boolean {
  return key === "id" || key.endsWith("_id")
}

/** Lists of ids in the privacy payloads. */
const ID_LISTS = ["orders_requested", "orders_to_redact"]

/** Text as Shopify sends it: ids are bare numbers with every digit kept. */
export function toWire(value: unknown): string {
  return JSON.stringify(value, (key, entry) => {
    if (typeof entry === "string") return isIdKey(key) && DIGITS.test(entry) ? rawJson(entry) : entry
    return ID_LISTS.includes(key) && Array.isArray(entry) ? entry.map(rawJson) : entry
  })
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

const formats = new Map<string, Intl.DateTimeFormat>()
/** Offsets by zone and quarter of an hour: they change on no other moment, and asking Intl is slow. */
const offsets = new Map<string, number>()
const QUARTER_MS = 900_000
const KEPT_OFFSETS = 1000

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
  const name = `${zone} ${Math.floor(at.getTime() / QUARTER_MS)}`
  const known = offsets.get(name)
  if (known !== undefined) return known
  if (offsets.size >= KEPT_OFFSETS) offsets.clear()
  const minutes = readOffset(at, zone)
  offsets.set(name, minutes)
  return minutes
}

function readOffset(at: Date, zone: string): number {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" })
    formats.set(zone, format)
  }
  const name = format.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? ""
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name)
  if (!match) return 0
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]))
}

/** Moments already written in UTC: lists are sorted by them, page after page. */
const moments = new Map<string, string>()
const KEPT_MOMENTS = 50_000

/** The moment as Admin API DateTime: UTC, whole seconds. */
export function utcTime(text: string): string {
  const known = moments.get(text)
  if (known !== undefined) return known
  if (moments.size >= KEPT_MOMENTS) moments.clear()
  const moment = `${new Date(text).toISOString().slice(0, 19)}Z`
  moments.set(text, moment)
  return moment
}
