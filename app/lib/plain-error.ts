/**
 * What a failure says, without what it may quote. PostgreSQL, Prisma, JSON.parse and Shopify put values into their
 * messages ("Key (email)=(…)", `Unexpected token "M…`); logs and the list of failed work keep the words only.
 */

const LONGEST = 500

/** Words after which a quoted piece is a name of our own making, not somebody's value. */
const NAMED =
  /\b(?:column|relation|constraint|index|table|function|type|schema|database|operator|trigger|policy|parameter|reading|property|header|module|package|variable|field|topic|job)\s$/
const IDENTIFIER = /^[\w.$/:-]{1,80}$/

const QUOTED = /"[^"]*"?|“[^”]*”?|«[^»]*»?|(?<![\p{L}\p{N}])'[^']*'(?![\p{L}\p{N}])/gu
const KEY_VALUES = /\(([\w", ]+)\)=\([^)]*\)?/g
const EMAIL = /[^\s"'<>()=,;:[\]{}@]{1,64}@[^\s"'<>()=,;:[\]{}]{1,255}/gu
const SECRET =
  /\b(?:shp[a-z]{2,3}_\w+|Bearer\s+\S+|eyJ[\w-]+\.[\w-]+\.[\w-]*)|\b(id_token|hmac|signature|token|code)=[^\s&]+/g
/** With a country's code, or as dialled at home; never part of a longer number, a date or an id. */
const PHONE = /(?<![\w./:-])(?:\+|00?)[1-9](?:[ ().-]?\d){6,13}(?![\w.])/g

/** Free text without quoted values, e-mail addresses, phone numbers and tokens; on one line, at most 500 characters. */
export function plainWords(text: string): string {
  return text
    .slice(0, LONGEST * 8)
    .replace(KEY_VALUES, "($1)=(…)")
    .replace(SECRET, (_all, name?: string) => (name ? `${name}=…` : "(token)"))
    .replace(QUOTED, (quoted, at: number, whole: string) => {
      const inner = quoted.slice(1, -1)
      return NAMED.test(whole.slice(Math.max(0, at - 20), at)) && IDENTIFIER.test(inner) ? quoted : "“…”"
    })
    .replace(EMAIL, "(e-mail)")
    .replace(PHONE, "(phone)")
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, LONGEST)
}

/** An error in one line: its name, its words, and what the database calls the place, but no value. */
export function plainError(error: unknown): string {
  if (!(error instanceof Error)) return plainWords(String(error))
  const { name, message } = error
  const { code, constraint, table } = error as Error & { code?: unknown; constraint?: unknown; table?: unknown }
  // Prisma prints the whole call with its arguments; its last line says what was wrong.
  const words = name.startsWith("PrismaClient") ? (message.trimEnd().split("\n").at(-1) ?? "") : message
  const place = [code, table, constraint].filter((part) => typeof part === "string" && IDENTIFIER.test(part))
  return plainWords(`${name}: ${words}`) + (place.length > 0 ? ` [${place.join(" ")}]` : "")
}

/** `plainError` and where in our code it happened. */
export function plainStack(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? "") : ""
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line))
  return [plainError(error), ...frames.slice(0, 8).map((frame) => frame.trim())].join("\n  ")
}
