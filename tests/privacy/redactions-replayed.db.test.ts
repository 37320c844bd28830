import { execFile } from "node:child_process"
import { readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import pg from "pg"
import { afterAll, beforeAll, expect, inject, test } from "vitest"
import { closeDb } from "#app/lib/db.server.ts"
import { findPersons } from "#app/records/customers/persons.server.ts"
import { answerPrivacyRequests } from "#tests/support/privacy-office.ts"
import { temporaryFolder } from "#tests/support/temporary-folder.ts"
import { balance, CUSTOMER, openToldShop, paid, tell } from "#tests/support/told-shop.ts"
import { type Door, openDoor } from "#tests/support/webhook-door.ts"

/** A backup is older than an erasure: restoring it brings the person back, and repeating the erasure takes them away again. */

const folder = temporaryFolder()
const backupFile = join(folder, "backup.gz")
const redactionsFile = join(folder, "redactions.jsonl")
const restoredName = `restored_${process.pid}`
let door: Door

beforeAll(async () => {
  door = await openDoor()
  process.env.REGULARS_REDACTIONS_FILE = redactionsFile
})

afterAll(async () => {
  delete process.env.REGULARS_REDACTIONS_FILE
  await closeDb()
  await asAdmin(`DROP DATABASE IF EXISTS ${restoredName} WITH (FORCE)`)
  rmSync(folder, { recursive: true })
})

async function asAdmin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("adminUrl") })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

function regulars(databaseUrl: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, REGULARS_WORLD: folder, DATABASE_URL: databaseUrl }
  return new Promise((resolve) => {
    execFile(process.execPath, ["bin/regulars.ts", ...args], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
}

const nameIn = async (shop: string) => (await findPersons(shop, [CUSTOMER])).get(CUSTOMER)?.lastName

test("an erasure is repeated in a restored database, from the file that was kept outside it", async () => {
  const url = new URL(process.env.DATABASE_URL as string)
  const shop = await openToldShop()
  await tell(door, shop, "orders/paid", paid())
  expect(await nameIn(shop)).toBe("Smith")
  expect(await regulars(url.href, "backup", backupFile)).toMatchObject({ code: 0, err: "" })
  await tell(door, shop, "customers/redact", { customer: { id: "115310627314723954", email: "john@example.com" } })
  expect(await answerPrivacyRequests()).toBe(1)
  const lines = readFileSync(redactionsFile, "utf8").trim().split("\n")
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ shop, kind: "redact", customerId: CUSTOMER }])
  expect(lines.join("")).not.toMatch(/john|smith/i)
  const exported = join(folder, "exported.jsonl")
  expect(await regulars(url.href, "redactions", "export", exported)).toMatchObject({ code: 0 })
  expect(readFileSync(exported, "utf8").trim()).toBe(lines[0])
  const points = await balance(shop)

  await door.stop()
  await closeDb()
  await asAdmin(`CREATE DATABASE ${restoredName} OWNER ${url.username}`)
  url.pathname = `/${restoredName}`
  process.env.DATABASE_URL = url.href
  expect(await regulars(url.href, "restore", backupFile)).toMatchObject({ code: 0, err: "" })
  expect(await nameIn(shop)).toBe("Smith")
  const replayed = await regulars(url.href, "redactions", "replay", redactionsFile, "--json")
  expect(replayed).toMatchObject({ code: 0, err: "" })
  expect(JSON.parse(replayed.out)).toMatchObject({ asked: 1, done: 1 })
  expect(await nameIn(shop)).toBeNull()
  expect(await balance(shop)).toEqual(points)
  expect(await regulars(url.href, "redactions", "replay", redactionsFile)).toMatchObject({ code: 0 })
  expect(await regulars(url.href, "redactions", "replay", backupFile)).toMatchObject({
    code: 1,
    err: expect.stringContaining("Line 1 is not an erasure"),
  })
})
