import { execFile } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { gunzipSync, gzipSync } from "node:zlib"
import pg from "pg"
import { afterAll, beforeAll, expect, inject, test } from "vitest"
import { closeDb } from "#app/lib/db.server.ts"
import { connectAcrossShops } from "#app/lib/scoped-statement.server.ts"
import { toGid } from "#app/shopify/gid.ts"
import { createOrder } from "#simulator/world/actions/create-order.ts"
import { createCustomer, deleteCustomer } from "#simulator/world/actions/customers.ts"
import { refundOrder } from "#simulator/world/actions/refund-order.ts"
import type { SimulatedAdmin } from "#tests/support/simulated-admin.ts"
import { deliverAll, openSweptShop, overhear, START, stateOf, sweepWhole } from "#tests/support/swept-shop.ts"
import { temporaryFolder } from "#tests/support/temporary-folder.ts"
import { openToldWorld } from "#tests/support/told-world.ts"
import { type Door, openDoor, workOff } from "#tests/support/webhook-door.ts"

/** A disaster and its end: back up, go on, lose the database, restore, and bring back what happened since. */

const SHOP = "restored.myshopify.com"
const folder = temporaryFolder()
const file = join(folder, "backup.gz")
const made: string[] = []

let admin: SimulatedAdmin
let door: Door
let minutes = 0
let customers: string[] = []
let leaver = ""

beforeAll(async () => {
  ;({ admin, door } = await openToldWorld())
  await openSweptShop(admin, SHOP, START)
  customers = ["Мария\tИванова", "Йордан \\N\\.", "line\nbreak"].map(
    (name, index) => createCustomer(admin.world, SHOP, { firstName: name, email: `${index}@example.com` }, later(1)).id,
  )
  const events = overhear(admin, SHOP)
  leaver = createCustomer(admin.world, SHOP, { firstName: "Leaver", email: "leaver@example.com" }, later(1)).id
  await deliverAll(door, events)
})

afterAll(async () => {
  await closeDb()
  for (const name of made) await asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  await admin.close()
})

function later(more: number): Date {
  minutes += more
  return new Date(START.getTime() + minutes * 60_000)
}

/** Some days of a shop: paid orders, a part of them given back. */
async function trade(orders: number): Promise<void> {
  const events = overhear(admin, SHOP)
  for (let index = 0; index < orders; index += 1) {
    const lines = [{ title: "Ethiopia Guji", quantity: 2, unitPriceMinor: 1478 + index }]
    const customerId = customers[index % customers.length] ?? null
    const { id, line_items } = createOrder(admin.world, SHOP, { customerId, lines }, later(5))
    if (index % 4 === 1)
      refundOrder(admin.world, SHOP, id, { lines: [{ lineId: line_items[0]?.id as string, quantity: 1 }] }, later(1))
  }
  await deliverAll(door, events.splice(0))
}

async function asAdmin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("adminUrl") })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

async function emptyDatabase(): Promise<string> {
  const url = new URL(process.env.DATABASE_URL as string)
  const name = `${url.pathname.slice(1)}_r${made.length}`
  made.push(name)
  await asAdmin(`CREATE DATABASE ${name} OWNER ${url.username}`)
  url.pathname = `/${name}`
  return url.href
}

function regulars(databaseUrl: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, REGULARS_WORLD: folder, DATABASE_URL: databaseUrl }
  return new Promise((resolve) => {
    execFile(process.execPath, ["bin/regulars.ts", ...args], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
}

/** Every row of every table, as one fingerprint a table. */
async function fingerprints(databaseUrl: string): Promise<Record<string, string>> {
  const client = await connectAcrossShops(databaseUrl)
  const { rows } = await client.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
       AND table_name NOT IN ('_prisma_migrations', 'RateLimit') ORDER BY 1`,
  )
  const prints: Record<string, string> = {}
  for (const { name } of rows) {
    const held = await client.query(
      `SELECT count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS print FROM "${name}" AS t`,
    )
    prints[name] = held.rows[0].print
  }
  await client.end()
  return prints
}

test("a backup comes back row for row, adds up, and a sweep brings back what it did not know", async () => {
  const databaseUrl = process.env.DATABASE_URL as string
  await trade(12)
  const before = await fingerprints(databaseUrl)
  const saved = await regulars(databaseUrl, "backup", file, "--json")
  expect(saved).toMatchObject({ code: 0, err: "" })
  await trade(9)
  await leave()
  const truth = await stateOf(SHOP)
  const erasures = join(folder, "erasures")
  expect(await regulars(databaseUrl, "redactions", "export", erasures)).toMatchObject({ code: 0 })

  const restoredUrl = await emptyDatabase()
  const restored = await regulars(restoredUrl, "restore", file, "--json")
  expect(restored).toMatchObject({ code: 0, err: "" })
  expect(JSON.parse(restored.out).rows).toBe(JSON.parse(saved.out).rows)
  expect(await fingerprints(restoredUrl)).toEqual(before)
  expect(Object.values(before).filter((print) => !print.startsWith("0 ")).length).toBeGreaterThan(8)
  expect(await regulars(restoredUrl, "verify", "--shop", SHOP)).toMatchObject({ code: 0 })

  expect(await holdsPerson(restoredUrl)).toBe(true)
  expect(await regulars(restoredUrl, "redactions", "replay", erasures)).toMatchObject({ code: 0, err: "" })
  expect(await holdsPerson(restoredUrl)).toBe(false)

  await door.stop()
  await closeDb()
  process.env.DATABASE_URL = restoredUrl
  expect(await stateOf(SHOP)).not.toEqual(truth)
  await sweepWhole(SHOP, new Date())
  expect(await stateOf(SHOP)).toEqual(truth)
  expect(await regulars(restoredUrl, "verify", "--shop", SHOP)).toMatchObject({ code: 0 })

  door = await openDoor() // numbers that the database gives go on
  await trade(1)
  expect(await regulars(restoredUrl, "verify", "--shop", SHOP)).toMatchObject({ code: 0 })
  await door.stop()
})

/** Somebody leaves after the backup: the shop deletes the customer, and later Shopify asks us to erase the person. */
async function leave(): Promise<void> {
  const events = overhear(admin, SHOP)
  deleteCustomer(admin.world, SHOP, leaver, later(1))
  await deliverAll(door, events.splice(0))
  const body = JSON.stringify({
    shop_domain: SHOP,
    customer: { id: Number(leaver), email: null },
    orders_to_redact: [],
  })
  await door.deliver({ shop: SHOP, topic: "customers/redact", body })
  await workOff()
}

async function holdsPerson(databaseUrl: string): Promise<boolean> {
  const client = await connectAcrossShops(databaseUrl)
  const { rowCount } = await client.query(`SELECT FROM "Customer" WHERE "customerId" = $1 AND "sealed" IS NOT NULL`, [
    toGid("Customer", leaver),
  ])
  await client.end()
  return rowCount === 1
}

test("a file that was cut short, changed, or is none restores nothing", async () => {
  const url = await emptyDatabase()
  const text = gunzipSync(readFileSync(file)).toString("latin1")
  const other = (name: string, content: string) => {
    writeFileSync(join(folder, name), gzipSync(Buffer.from(content, "latin1")))
    return join(folder, name)
  }
  const lines = text.split("\n")
  const entry = text.indexOf('{"table":"PointsEntry"')
  const attempts: [string, RegExp][] = [
    [other("short.gz", lines.slice(0, -3).join("\n")), /cut short/],
    [other("old.gz", text.replace("20261121000000_first", "20250101000000_older")), /another version/],
    [other("foreign.gz", "hello\n"), /not a backup/],
    [
      other("missing-row.gz", withoutLine(text, text.indexOf("\n", entry) + 1)),
      /leaves a gap|does not add up|rows but holds/,
    ],
    [join(folder, "nowhere.gz"), /cannot be read/],
  ]
  for (const [attempt, words] of attempts) {
    const said = await regulars(url, "restore", attempt)
    expect([attempt, said.code, said.err]).toEqual([attempt, 1, expect.stringMatching(words)])
  }
  expect(Object.values(await fingerprints(url)).filter((print) => !print.startsWith("0 "))).toEqual([])
})

test("a database that holds anything is not restored into", async () => {
  const said = await regulars(process.env.DATABASE_URL as string, "restore", file)
  expect(said).toMatchObject({ code: 1, err: expect.stringMatching(/not empty/) })
})

function withoutLine(text: string, at: number): string {
  return text.slice(0, at) + text.slice(text.indexOf("\n", at) + 1)
}
