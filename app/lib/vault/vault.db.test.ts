import { type KeyObject, randomBytes } from "node:crypto"
import pg from "pg"
import { afterAll, beforeAll, expect, test } from "vitest"
import { SealError, seal } from "./envelope.server.ts"
import { readMasterKeys } from "./master-keys.server.ts"
import { addDataKey, destroyKeys, loadKeyring, rewrapKeys } from "./shop-keys.server.ts"
import { blindIndex, forgetKeys, openAllFor, openFor, sealFor, vaultOf } from "./vault.server.ts"

const masters = readMasterKeys({})
const newShop = () => `v${randomBytes(6).toString("hex")}.myshopify.com`

/** As other processes have one. */
let door: pg.Pool

beforeAll(() => {
  const url = process.env.DATABASE_URL
  door = new pg.Pool({ connectionString: url, max: 5, options: "-c regulars.shop=*" })
  // The test's database goes while connections may still rest in the pool.
  door.on("error", () => {})
})

afterAll(() => door.end())

test("what is sealed in one place of one shop opens there and nowhere else", async () => {
  const shop = newShop()
  const sealed = await sealFor(shop, "Customer 1", "Анна Петрова")
  expect(sealed.includes(Buffer.from("Анна"))).toBe(false)
  expect(await openFor(shop, "Customer 1", sealed)).toBe("Анна Петрова")
  await expect(openFor(shop, "Customer 2", sealed)).rejects.toThrow(SealError)
  await expect(openFor(newShop(), "Customer 1", sealed)).rejects.toThrow(SealError)
})

test("an empty value is sealed too, and many open in their order", async () => {
  const shop = newShop()
  const vault = await vaultOf(shop)
  const items = ["", "a", "б"].map((text, at) => ({ place: `row ${at}`, sealed: vault.seal(`row ${at}`, text) }))
  expect((await openAllFor(shop, items)).map(String)).toEqual(["", "a", "б"])
})

test("however many ask for the first time at once, a shop gets one pair of keys", async () => {
  const shop = newShop()
  const rings = await Promise.all(Array.from({ length: 20 }, () => loadKeyring(door, shop, masters)))
  expect(new Set(rings.map((ring) => ring.data.get(1)?.export().toString("hex"))).size).toBe(1)
  const { rows } = await door.query(`SELECT "wrapped" FROM "ShopKey" WHERE "shop" = $1`, [shop])
  expect(rows).toHaveLength(1)
  expect((rows[0].wrapped as Buffer).includes(rings[0]?.data.get(1)?.export() as Buffer)).toBe(false)
})

test("a blind index is the same for two ways of writing, another in another shop, and nothing for nothing", async () => {
  const [shop, other] = [newShop(), newShop()]
  const index = await blindIndex(shop, "email", "Anna@Example.com ")
  expect(await blindIndex(shop, "email", "anna@example.com")).toEqual(index)
  expect(await blindIndex(other, "email", "anna@example.com")).not.toEqual(index)
  expect(await blindIndex(shop, "phone", "+359 88 123 4567")).toEqual(await blindIndex(shop, "phone", "00359881234567"))
  expect(await blindIndex(shop, "email", " ")).toBeNull()
  expect(await blindIndex(shop, "phone", null)).toBeNull()
})

test("after a new data key old values still open, new ones are sealed under it, and indexes stay", async () => {
  const shop = newShop()
  const old = await sealFor(shop, "p", "before")
  const index = await blindIndex(shop, "email", "a@b.example")
  expect(await addDataKey(door, shop, masters)).toBe(2)
  const ring = await loadKeyring(door, shop, masters)
  expect([...ring.data.keys()]).toEqual([1, 2])
  forgetKeys(shop)
  const fresh = await sealFor(shop, "p", "after")
  expect(fresh.readUInt32BE(1)).toBe(2)
  expect(await openFor(shop, "p", old)).toBe("before")
  expect(await openFor(shop, "p", fresh)).toBe("after")
  expect(await blindIndex(shop, "email", "a@b.example")).toEqual(index)
})

test("a value that another process sealed under a newer key opens without waiting", async () => {
  const shop = newShop()
  await sealFor(shop, "p", "from now on its keys are known in this process")
  await addDataKey(door, shop, masters)
  const ring = await loadKeyring(door, shop, masters)
  const theirs = seal(ring.data.get(2) as KeyObject, 2, `${shop}\0p`, Buffer.from("newer"))
  expect(await openFor(shop, "p", theirs)).toBe("newer")
})

test("wrapped by a new master key everything opens; without either key the refusal says what is missing", async () => {
  const shop = newShop()
  const [first, second] = [randomBytes(32).toString("base64"), randomBytes(32).toString("base64")]
  const one = readMasterKeys({ REGULARS_MASTER_KEY: first })
  const both = readMasterKeys({ REGULARS_MASTER_KEY: second, REGULARS_MASTER_KEYS_OLD: first })
  const two = readMasterKeys({ REGULARS_MASTER_KEY: second })
  const before = await loadKeyring(door, shop, one)
  await expect(loadKeyring(door, shop, two)).rejects.toThrow(/wrapped by another master key.*REGULARS_MASTER_KEYS_OLD/)
  expect(await rewrapKeys(door, shop, both)).toBe(1)
  expect(await rewrapKeys(door, shop, both)).toBe(0)
  const after = await loadKeyring(door, shop, two)
  expect(after.data.get(1)?.export()).toEqual(before.data.get(1)?.export())
  expect(after.index.export()).toEqual(before.index.export())
})

test("destroyed keys take everything sealed under them along; a shop that comes back starts with a new pair", async () => {
  const shop = newShop()
  const sealed = await sealFor(shop, "p", "gone")
  const index = await blindIndex(shop, "email", "a@b.example")
  await destroyKeys(door, shop)
  forgetKeys(shop)
  await expect(openFor(shop, "p", sealed)).rejects.toThrow("under a key that is gone (version 1)")
  const fresh = await sealFor(shop, "p", "again")
  expect(fresh.readUInt32BE(1)).toBe(2)
  expect(await blindIndex(shop, "email", "a@b.example")).not.toEqual(index)
})
