import { execFile } from "node:child_process"
import { afterAll, beforeAll, expect, test } from "vitest"
import { temporaryFolder } from "#tests/support/temporary-folder.ts"
import { ORDER, openToldShop, paid, tell } from "#tests/support/told-shop.ts"
import { type Door, openDoor } from "#tests/support/webhook-door.ts"
import { toWire } from "#tests/support/webhook-samples.ts"

/** Failed work and traces, as an operator asks for them. */

const folder = temporaryFolder()
let door: Door
let shop: string

beforeAll(async () => {
  door = await openDoor()
  shop = await openToldShop()
})

afterAll(() => door.stop())

type Said = { code: number; out: string; err: string }

function regulars(...args: string[]): Promise<Said> {
  const env = { ...process.env, REGULARS_WORLD: folder }
  return new Promise((resolve) => {
    execFile(process.execPath, ["bin/regulars.ts", ...args, "--shop", shop], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
}
const asked = async (...args: string[]) => JSON.parse((await regulars(...args, "--json")).out)

test("nothing waits, and the command says so", async () => {
  expect(await regulars("work")).toMatchObject({ code: 0, out: "Nothing waits.\n", err: "" })
  expect(await asked("work", "list")).toEqual({ work: [], more: false })
})

test("what cannot be understood is listed in words, discarded, listed as such, restored and retried", async () => {
  await tell(door, shop, "orders/paid", { name: "#1" })
  const { work } = await asked("work", "--kind", "event")
  expect(work).toMatchObject([{ kind: "event", what: "orders/paid", failureClass: "unreadable", nextTryAt: null }])
  const { id } = work[0]
  const { out } = await regulars("work", "--lang", "bg")
  expect(out).toContain(id)
  expect(out).toContain("Съобщението не може да се разбере")
  expect(await asked("work", "discard", id)).toEqual({ done: [id], gone: [] })
  expect((await asked("work", "discarded")).discarded).toMatchObject([{ id, staff: "operator" }])
  expect((await regulars("work", "retry", id)).code).toBe(1)
  expect(await asked("work", "restore", id)).toEqual({ done: [id], gone: [] })
  expect((await asked("work", "discarded")).discarded).toEqual([])
})

test("an order is traced by its webhook's id and by its own, from the door to the outbox", async () => {
  expect((await door.deliver({ shop, topic: "orders/paid", body: toWire(paid()), eventId: "event-4711" })).status).toBe(
    200,
  )
  await tell(door, shop, "products/delete", { id: 1 })
  for (const id of ["event-4711", ORDER]) {
    const traces = await asked("trace", id)
    expect(traces.events).toMatchObject([{ dedupKey: "event-4711", state: "done", about: ORDER }])
    expect(traces.orders).toMatchObject([{ orderId: ORDER, entries: [{ code: "order_earned" }] }])
    expect(traces.members).toMatchObject([{ waiting: true }])
  }
  const { out } = await regulars("trace", "event-4711")
  expect(out).toContain(`orders/paid event-4711 stored`)
  expect(out).toContain("order_earned")
})

test("ids that name nothing, kinds that are none and verbs nobody knows are told in words", async () => {
  expect(await regulars("trace", "never-seen")).toMatchObject({ code: 1, out: "" })
  expect(await regulars("trace")).toMatchObject({ code: 2 })
  expect(await regulars("work", "--kind", "nonsense")).toMatchObject({ code: 2 })
  expect(await regulars("work", "destroy", "event-1")).toMatchObject({ code: 2 })
  expect(await regulars("work", "retry", "event-999999")).toMatchObject({ code: 1 })
})
