import { expect, test } from "vitest"
import { acrossShops, shopDb } from "#app/lib/db.server.ts"
import { readNotes } from "#app/loyalty/members/notes.server.ts"
import { PLAIN_DUE, sealPlainData } from "#app/privacy/seal-plain.server.ts"
import { findEventsOf } from "#app/queue/personal-events.server.ts"
import { findCustomersByContact, findPersons } from "#app/records/customers/persons.server.ts"
import { freshAccess } from "#app/shopify/tokens.server.ts"
import { dumpDatabase, linesWith } from "#tests/support/dump-database.ts"

/** What was stored before there were keys: readable all the while, and sealed by the job. */

const SHOP = "old.myshopify.com"
const ANNA = "gid://shopify/Customer/1"

const isDue = async () => (await acrossShops().query(`SELECT ${PLAIN_DUE} AS due`)).rows[0].due

test("rows from before are read as they are, sealed in portions, and then in clear nowhere", async () => {
  expect(await isDue()).toBe(false)
  const plain = { email: "anna@old.example", phone: "+359881234567", firstName: "Annaold", lastName: null }
  await shopDb(SHOP).query(
    `INSERT INTO "Customer" ("shop", "customerId", "tags", "factAt", "plain")
     SELECT $1, 'gid://shopify/Customer/' || n, '{}', now(), CASE n WHEN 1 THEN $2::jsonb
       ELSE jsonb_build_object('email', 'p' || n || '@old.example', 'phone', NULL, 'firstName', NULL, 'lastName', NULL) END
     FROM generate_series(1, 450) AS n`,
    [SHOP, JSON.stringify(plain)],
  )
  await shopDb(SHOP).query(
    `INSERT INTO "Note" ("shop", "noteId", "customerId", "plain") VALUES ($1, 'n1', $2, 'for Annaold')`,
    [SHOP, ANNA],
  )
  await shopDb(SHOP).query(
    `INSERT INTO "WebhookEvent" ("shop", "topic", "dedupKey", "apiVersion", "body", "state")
     VALUES ($1, 'customers/update', 'k', 'v', convert_to($2, 'utf8'), 'done'), ($1, 't/t', 'k2', 'v', '{}', 'done')`,
    [SHOP, JSON.stringify({ id: 1, email: "anna@old.example" })],
  )
  await shopDb(SHOP).query(
    `INSERT INTO "Session" ("id", "shop", "state", "accessToken", "refreshToken") VALUES ('offline_' || $1, $1, '', 'shpat_old', 'shprt_old')`,
    [SHOP],
  )
  expect((await findPersons(SHOP, [ANNA])).get(ANNA)).toEqual(plain)
  expect((await freshAccess(SHOP))?.accessToken).toBe("shpat_old")
  expect(await isDue()).toBe(true)
  const portions: number[] = []
  for (let sealed = await sealPlainData(); sealed > 0; sealed = await sealPlainData()) portions.push(sealed)
  expect(portions).toEqual([203, 200, 50])
  expect(await isDue()).toBe(false)

  expect(linesWith(await dumpDatabase(), ["old.example", "Annaold", "359881234567", "shpat_", "shprt_"])).toEqual([])
  expect((await findPersons(SHOP, [ANNA])).get(ANNA)).toEqual(plain)
  expect(await findCustomersByContact(SHOP, "phone", "00359 88 1234567")).toEqual([ANNA])
  expect(await findCustomersByContact(SHOP, "email", "P450@old.example")).toEqual(["gid://shopify/Customer/450"])
  expect(await readNotes(SHOP, ["n1"])).toEqual(new Map([["n1", "for Annaold"]]))
  expect((await freshAccess(SHOP))?.accessToken).toBe("shpat_old")
  const found: unknown[] = []
  for await (const events of findEventsOf({ shop: SHOP, customerIds: [ANNA], contacts: [], orderIds: [] }))
    found.push(...events.map((event) => event.payload))
  expect(found).toEqual([{ id: 1, email: "anna@old.example" }])
})
