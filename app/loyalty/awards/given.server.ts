import type { Tx } from "#app/lib/db.server.ts"
import { findFormerIds, findOwners } from "#app/records/customers/merges.server.ts"
import { gidDigits } from "#app/shopify/gid.ts"
import type { Entry } from "../ledger/entry.ts"
import { findEntriesByKey } from "../ledger/ledger-rows.server.ts"
import { lockCustomers } from "../orders/order-rows.server.ts"

/** What somebody was given before, as the ledger has it. */
export type Given = { entry: Entry }

type Asked = { customerId: string; key: string }

/** An award's name in the ledger: what it is for and for whom. */
export const awardKey = ({ customerId, key }: Asked): string => `${key}:${gidDigits("Customer", customerId)}`

/** Locks these customers and whom they are now, until nobody can merge any of them meanwhile; tells who each is now. */
export async function lockPersons(
  tx: Tx,
  shop: string,
  customerIds: string[],
): Promise<(customerId: string) => string> {
  const named = [...new Set(customerIds)]
  const locked = new Set<string>()
  for (;;) {
    const owners = await findOwners(tx, shop, named)
    const wanted = [...new Set([...named, ...owners.values()])].filter((id) => !locked.has(id))
    if (wanted.length === 0) return (customerId) => owners.get(customerId) ?? customerId
    await lockCustomers(tx, shop, wanted)
    for (const id of wanted) locked.add(id)
  }
}

/** What was given under each key to the person or to anybody who became them, in the order asked; the customers are locked. */
export async function findGiven(tx: Tx, shop: string, asked: Asked[]): Promise<(Given | null)[]> {
  return findPosted(tx, shop, asked, "award:")
}

/** The same for what was taken back. */
export async function findWithdrawn(tx: Tx, shop: string, asked: Asked[]): Promise<(Given | null)[]> {
  return findPosted(tx, shop, asked, "award_withdrawn:")
}

async function findPosted(tx: Tx, shop: string, asked: Asked[], prefix: string): Promise<(Given | null)[]> {
  const former = await findFormerIds(
    tx,
    shop,
    asked.map((one) => one.customerId),
  )
  const keysOf = ({ customerId, key }: Asked) =>
    [customerId, ...(former.get(customerId) ?? [])].map((id) => `${prefix}${awardKey({ customerId: id, key })}`)
  const entries = await findEntriesByKey(tx, shop, [...new Set(asked.flatMap(keysOf))])
  return asked.map((one) => {
    const key = keysOf(one).find((known) => entries.has(known))
    const entry = key === undefined ? undefined : entries.get(key)
    return entry ? { entry } : null
  })
}
