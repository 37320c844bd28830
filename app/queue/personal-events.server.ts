import { shopDb } from "#app/lib/db.server.ts"
import { parseJsonExact } from "#app/lib/json.ts"
import type { SoughtPerson } from "#app/lib/personal-place.ts"
import { type Vault, vaultOf } from "#app/lib/vault/vault.server.ts"
import { EVENT_COLUMNS, openEvents, type SealedEvent } from "./open-events.server.ts"
import type { StoredEvent } from "./stored-event.ts"

/** Stored events that name a person: their bodies are sealed, so those of the last two weeks are opened and looked through. */

type FoundEvent = StoredEvent & { state: string; payload: unknown }

const AT_ONCE = 200
const ADDRESS = /[^\s"'<>()=,;:\\]+@[^\s"'<>()=,;:\\]+/g
const DIALLED = /^\+?[\d\s().\-/]{5,30}$/

/** Events that name this person, oldest first, a portion at a time. */
export async function* findEventsOf(person: SoughtPerson): AsyncGenerator<FoundEvent[]> {
  const { shop } = person
  const vault = await vaultOf(shop)
  for (let after = 0; ; ) {
    const { rows } = await shopDb(shop).query<SealedEvent & { state: string }>(
      `SELECT ${EVENT_COLUMNS}, "state" FROM "WebhookEvent"
       WHERE "shop" = $1 AND "id" > $2 AND "body" <> '{}' ORDER BY "id" LIMIT $3`,
      [shop, after, AT_ONCE],
    )
    const last = rows.at(-1)
    if (!last) return
    const opened = await openEvents(shop, rows)
    const found = opened.flatMap((event, at): FoundEvent[] => {
      const payload = payloadOf(event.body)
      const state = (rows[at] as { state: string }).state
      return namesPerson(payload, person, vault) ? [{ ...event, state, payload }] : []
    })
    if (found.length > 0) yield found
    after = last.id
  }
}

/** Empties these events. One that was still to be worked off can no longer be: it is let pass, with the reason. */
export async function emptyEvents(shop: string, ids: number[] | null): Promise<void> {
  await shopDb(shop).query(
    `UPDATE "WebhookEvent" SET "body" = '{}', "sealed" = false,
       "state" = CASE "state" WHEN 'stored' THEN 'ignored' ELSE "state" END,
       "doneAt" = coalesce("doneAt", clock_timestamp()),
       "error" = CASE "state" WHEN 'stored' THEN 'the person it named was erased' ELSE "error" END
     WHERE "shop" = $1 AND ($2::bigint[] IS NULL OR "id" = ANY($2))`,
    [shop, ids],
  )
}

/** A body that is no JSON is looked through as one text. */
function payloadOf(body: Buffer): unknown {
  try {
    return parseJsonExact(body.toString("utf8"))
  } catch {
    return body.toString("utf8")
  }
}

/** Whether any value in a payload is an id of this person or of their orders, or one of their addresses or numbers. */
function namesPerson(payload: unknown, person: SoughtPerson, vault: Vault): boolean {
  const digits = new Set([...person.customerIds, ...person.orderIds].map((gid) => gid.slice(gid.lastIndexOf("/") + 1)))
  const contacts = new Set(person.contacts)
  const isTheirs = (kind: "email" | "phone", text: string) => {
    const index = vault.blindIndex(kind, text)
    return index !== null && contacts.has(index.toString("hex"))
  }
  const tells = (value: unknown): boolean => {
    if (typeof value === "number") return digits.has(String(value))
    if (typeof value === "string")
      return (
        digits.has(value.slice(value.lastIndexOf("/") + 1)) ||
        (value.includes("@") && (value.match(ADDRESS) ?? []).some((address) => isTheirs("email", address))) ||
        (DIALLED.test(value) && isTheirs("phone", value))
      )
    if (value === null || typeof value !== "object") return false
    return Object.values(value).some(tells)
  }
  return tells(payload)
}
