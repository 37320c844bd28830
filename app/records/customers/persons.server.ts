import { type Door, shopDb, type Tx } from "#app/lib/db.server.ts"
import type { ContactKind } from "#app/lib/vault/normal-contact.ts"
import { blindIndex, openAllFor, type Vault } from "#app/lib/vault/vault.server.ts"

/** Who a customer is: the only values of "Customer" that name a person, sealed together. */
export type Person = {
  email: string | null
  phone: string | null
  firstName: string | null
  lastName: string | null
}

/** The columns of "Customer" that `openPersons` needs. `plain`: stored before there were keys, and not sealed yet. */
export type PersonRow = { customerId: string; sealed: Buffer | null; plain: Person | null }

const NOBODY: Person = { email: null, phone: null, firstName: null, lastName: null }

/** Where a person is sealed. */
export const personPlace = (customerId: string) => `Customer ${customerId}`

/** Opens the persons of many rows at once, in their order; a row without one (or whose key is gone) gives nulls. */
export async function openPersons(shop: string, rows: PersonRow[]): Promise<Person[]> {
  const sealed = rows.flatMap(({ customerId, sealed }) => (sealed ? [{ place: personPlace(customerId), sealed }] : []))
  const opened = await openAllFor(shop, sealed)
  let next = 0
  return rows.map((row) => {
    if (!row.sealed) return row.plain ?? NOBODY
    const text = opened[next++]
    return text ? (JSON.parse(text.toString("utf8")) as Person) : NOBODY
  })
}

/** The persons behind these customers (gids), in one statement; customers we do not know are left out. */
export async function findPersons(shop: string, customerIds: string[], tx?: Tx | Door): Promise<Map<string, Person>> {
  if (customerIds.length === 0) return new Map()
  const { rows } = await (tx ?? shopDb(shop)).query<PersonRow>(
    `SELECT "customerId", "sealed", "plain" FROM "Customer" WHERE "shop" = $1 AND "customerId" = ANY($2)`,
    [shop, customerIds],
  )
  const persons = await openPersons(shop, rows)
  return new Map(rows.map((row, at) => [row.customerId, persons[at] as Person]))
}

/** First and last name as one; null: no name. */
export function nameOf(person: Person | null | undefined): string | null {
  return [person?.firstName, person?.lastName].filter(Boolean).join(" ") || null
}

/** A person as they are stored: sealed, with the indexes they are found by. All null when there is nothing to store. */
export function sealPerson(
  vault: Vault,
  customerId: string,
  { email, phone, firstName, lastName }: Person,
): { sealed: Buffer | null; emailIndex: Buffer | null; phoneIndex: Buffer | null } {
  const person: Person = { email, phone, firstName, lastName }
  const isEmpty = Object.values(person).every((value) => value === null)
  return {
    sealed: isEmpty ? null : vault.seal(personPlace(customerId), JSON.stringify(person)),
    emailIndex: vault.blindIndex("email", email),
    phoneIndex: vault.blindIndex("phone", phone),
  }
}

/** The customers (gids) of a shop with exactly this e-mail address or phone number. */
export async function findCustomersByContact(shop: string, kind: ContactKind, value: string): Promise<string[]> {
  const index = await blindIndex(shop, kind, value)
  if (index === null) return []
  const column = kind === "email" ? "emailIndex" : "phoneIndex"
  const { rows } = await shopDb(shop).query<{ customerId: string }>(
    `SELECT "customerId" FROM "Customer" WHERE "shop" = $1 AND "${column}" = $2 AND "deletedAt" IS NULL
     ORDER BY "customerId" LIMIT 50`,
    [shop, index],
  )
  return rows.map((row) => row.customerId)
}
