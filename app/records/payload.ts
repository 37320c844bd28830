import { z } from "zod"
import { type GidKind, toGid } from "#app/shopify/gid.ts"

/** The small shapes that all of Shopify's webhook payloads are made of, read tolerantly. */

/** Digits of an id, read exactly (app/lib/json.ts keeps those beyond 2^53 as text). */
export const idDigits = z
  .union([z.string().regex(/^\d{1,20}$/), z.number().int().safe().nonnegative()])
  .transform(String)

/** An exact decimal, whether it came as a number or as text. */
export const decimal = z.union([
  z.string().regex(/^\s*-?\d{1,15}(\.\d{0,20})?\s*$/),
  z
    .number()
    .refine((value) => /^-?\d+(\.\d+)?$/.test(String(value)), "not a plain decimal")
    .transform(String),
])

/** A moment with its zone → ISO 8601 in UTC. */
export const moment = z.string().transform((text, context) => {
  const at = new Date(text)
  const year = at.getUTCFullYear()
  if (year >= 1900 && year <= 9999) return at.toISOString()
  context.addIssue({ code: "custom", message: "not a moment" })
  return z.NEVER
})

/** Text that PostgreSQL can hold: no NUL, no half of a surrogate pair. */
export const text = z.string().transform((value) => value.replaceAll("\u0000", "").replace(/\p{Surrogate}/gu, "\ufffd"))

/** Text, or null when it is absent, null or blank. */
export const maybeText = text.nullish().transform((value) => value?.trim() || null)

/** Comma-separated tags, or a list of them. */
export const tags = z
  .union([text.transform((list) => list.split(",")), z.array(text)])
  .nullish()
  .transform((list) => [...new Set((list ?? []).map((tag) => tag.trim()).filter(Boolean))])

/** An e-mail as we compare them: trimmed, lower case; "" is none. */
export const email = maybeText.transform((value) => value?.toLowerCase() ?? null)

type Identified = { id?: string | null; admin_graphql_api_id?: string | null }

/** The gid of a resource: its own words when it carries them, else built from its digits. Null when it has neither. */
export function readGid(kind: GidKind, value: Identified): string | null {
  const own = value.admin_graphql_api_id
  if (own && new RegExp(`^gid://shopify/${kind}/\\d{1,20}$`).test(own)) return own
  return value.id ? toGid(kind, value.id) : null
}

/** Where a payload is not as it must be, as short paths: ["line_items.0.price"]. */
export function faultsOf(error: z.ZodError): string[] {
  return [...new Set(error.issues.map((issue) => issue.path.join(".") || "payload"))].slice(0, 20)
}
