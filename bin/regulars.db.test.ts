import { execFile } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { JOBS } from "#app/jobs.server.ts"
import { acrossShops } from "#app/lib/db.server.ts"
import { startWorker, type Worker } from "#app/queue/worker.server.ts"
import { temporaryFolder } from "#tests/support/temporary-folder.ts"
import { balance, CUSTOMER, ORDER, openToldShop, paid } from "#tests/support/told-shop.ts"
import { type Door, openDoor, SECRET } from "#tests/support/webhook-door.ts"
import { toWire } from "#tests/support/webhook-samples.ts"

/** The command as an operator types it, against a running door and worker. The sample order is worth 414 points. */

const folder = temporaryFolder()
let door: Door
let worker: Worker
let shop: string

beforeAll(async () => {
  door = await openDoor()
  worker = await startWorker(process.env.DATABASE_URL as string, JOBS)
  shop = await openToldShop()
})

afterAll(async () => {
  await door.stop()
  await worker.stop()
})

type Said = { code: number; out: string; err: string }

function regulars(...args: string[]): Promise<Said> {
  const env = {
    ...process.env,
    REGULARS_WORLD: folder, // no demo has written a world there
    SHOPIFY_APP_URL: `http://127.0.0.1:${door.port}`,
    SHOPIFY_API_SECRET: SECRET,
  }
  return new Promise((resolve) => {
    execFile(process.execPath, ["bin/regulars.ts", ...args], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
}

function fileWith(name: string, content: string): string {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

test("a file is delivered, worked off, and then the order and the member explain themselves", async () => {
  const file = fileWith("order.json", toWire(paid()))
  const delivered = await regulars("webhook", "orders/paid", file, "--repeat", "3", "--wait", "--json", "--shop", shop)
  expect(delivered).toMatchObject({ code: 0, err: "" })
  expect(JSON.parse(delivered.out)).toMatchObject({ topic: "orders/paid", delivered: 3, state: "done", error: null })
  const { rows } = await acrossShops().query(`SELECT count(*) AS n FROM "WebhookEvent" WHERE "shop" = $1`, [shop])
  expect(rows[0].n).toBe(1)
  const { available, pending } = await balance(shop)
  expect(available + pending).toBe(414)

  const order = JSON.parse((await regulars("order", ORDER, "--json", "--shop", shop)).out)
  expect(order).toMatchObject({ order: { id: ORDER, name: "#9999" }, points: { target: 414, posted: 414 } })
  expect(order.lines).toHaveLength(5)
  expect(order.steps.every((step: { words: string }) => step.words.length > 0)).toBe(true)

  const member = JSON.parse((await regulars("member", CUSTOMER, "--json", "--shop", shop)).out)
  expect(Object.keys(member)).toEqual(expect.arrayContaining(["member", "balance", "tier", "entries"]))
  expect(member.entries[0]).toMatchObject({ version: 1, code: "order_earned", source: { type: "order", id: ORDER } })
  const byMail = JSON.parse((await regulars("member", "John@Example.com", "--json", "--shop", shop)).out)
  expect(byMail.balance).toEqual(member.balance)

  const verified = await regulars("verify", "--json", "--shop", shop)
  expect([verified.code, JSON.parse(verified.out).ok]).toEqual([0, true])
})

test("people get words instead of JSON, in their language", async () => {
  const english = await regulars("order", ORDER, "--shop", shop)
  expect(english.out).toMatch(/^#9999 {2}\$414\.95 {2}paid/)
  expect(english.out).toMatch(/414 deserved/)
  const bulgarian = await regulars("order", ORDER, "--shop", shop, "--lang", "bg")
  expect(bulgarian.out).toMatch(/[а-я]{4}/)
  expect((await regulars("member", CUSTOMER, "--shop", shop)).out).toMatch(/John Smith .*john@example\.com/)
})

const refusals: [string, string[], number, RegExp][] = [
  ["no such command", ["frobnicate"], 2, /no command "frobnicate"/],
  ["no order", ["order"], 2, /Usage/],
  ["something that is no gid", ["order", "gid://shopify/Product/1"], 2, /not an order's gid/],
  ["an order that is not here", ["order", "gid://shopify/Order/1"], 1, /has no order/],
  ["a customer who is not here", ["member", "nobody@example.com"], 1, /has no customer/],
  ["a customer who is no member", ["member", "gid://shopify/Customer/5"], 1, /not a member/],
  ["a shop that never had the app", ["verify", "--shop", "nobody.myshopify.com"], 1, /never had the app/],
  ["a domain that is none", ["order", "1", "--shop", "example.com"], 2, /not a shop's domain/],
  ["a language we do not speak", ["verify", "--lang", "xx"], 2, /not one of en, bg, ru/],
  ["a file that is not there", ["webhook", "orders/paid", "nowhere.json"], 1, /cannot be read/],
  ["a topic that is none", ["webhook", "nonsense", "x.json"], 2, /"nonsense" is no topic/],
  ["a webhook without a file", ["webhook", "orders/paid"], 2, /Usage/],
  ["a senseless repeat", ["webhook", "orders/paid", "x.json", "--repeat", "0"], 2, /--repeat/],
  ["an option that does not exist", ["webhook", "orders/paid", "x.json", "--fast"], 2, /--fast/],
  ["an import since a day that is none", ["backfill", "--since", "soon"], 2, /"soon" is no date/],
  ["an import for a shop without the app", ["backfill", "--shop", "nobody.myshopify.com"], 1, /does not have the app/],
  ["a sweep with more than a shop", ["sweep", "all"], 2, /Usage/],
  ["a clock where time is real", ["clock", "advance", "14d"], 1, /no simulated world/],
]

test.each(refusals)("%s is refused in plain words", async (_what, args, code, words) => {
  const said = await regulars(...args)
  expect([said.code, said.out]).toEqual([code, ""])
  expect(said.err).toMatch(words)
  expect(said.err).not.toMatch(/ {4}at /) // no stack
})

test("a file that is no JSON is not sent, and one the app refuses says why", async () => {
  const broken = await regulars("webhook", "orders/paid", fileWith("broken.json", "{"), "--shop", shop)
  expect(broken).toMatchObject({ code: 1, err: expect.stringContaining("is not JSON") })
  const list = await regulars("webhook", "orders/paid", fileWith("list.json", "[1]"), "--shop", shop)
  expect(list).toMatchObject({ code: 1, err: expect.stringContaining("400") })
})

test("what is let pass says so", async () => {
  const file = fileWith("cart.json", `{"id": 1}`)
  const said = await regulars("webhook", "carts/update", file, "--wait", "--shop", shop)
  expect(said.out).toMatch(/let it pass: nothing follows from carts\/update/)
})

test("help names every command", async () => {
  const { code, out } = await regulars("help")
  expect(code).toBe(0)
  for (const command of ["webhook", "order", "member", "verify", "clock", "sweep", "backfill"])
    expect(out).toContain(command)
})
