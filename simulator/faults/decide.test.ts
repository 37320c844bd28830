import { expect, test } from "vitest"
import { decideCall, decideDelivery } from "./decide.ts"
import { createFaults } from "./faults.ts"
import { readFaultSettings } from "./settings.ts"

const every = readFaultSettings({
  seed: 7,
  webhooks: { duplicated: 100, delayed: 100, reordered: 100, dropped: 100 },
  adminApi: { throttled: 100, failed: 100, late: 100, silent: 100, lost: 100 },
})
const things = Array.from({ length: 4000 }, (_, index) => `kafe orders/paid ${index}`)

test("the same seed, thing and attempt always suffer the same, in whatever order they are asked about", () => {
  const forwards = things.map((thing) => decideDelivery(every, thing, 1))
  const backwards = things.toReversed().map((thing) => decideDelivery(every, thing, 1))
  expect(backwards.toReversed()).toEqual(forwards)
  expect(things.map((thing) => decideDelivery({ ...every, seed: 8 }, thing, 1))).not.toEqual(forwards)
  expect(things.map((thing) => decideDelivery(every, thing, 2))).not.toEqual(forwards)
})

test("each kind comes about as often as its thousandths say", () => {
  const kinds = things.map((thing) => decideDelivery(every, thing, 1)?.kind ?? "none")
  const calls = things.map((thing) => decideCall(every, thing, 1)?.kind ?? "none")
  const share = (list: string[], kind: string) => list.filter((one) => one === kind).length / list.length
  for (const kind of ["duplicated", "delayed", "reordered", "dropped"]) expect(share(kinds, kind)).toBeCloseTo(0.1, 1)
  for (const kind of ["throttled", "failed", "late", "silent", "lost"]) expect(share(calls, kind)).toBeCloseTo(0.1, 1)
})

test("a delay is at most the longest, and never nothing", () => {
  const settings = readFaultSettings({ seed: 3, webhooks: { delayed: 1000, longestDelayMs: 5000 } })
  const delays = things.map((thing) => (decideDelivery(settings, thing, 1) as { byMs: number }).byMs)
  expect(Math.min(...delays)).toBeGreaterThan(0)
  expect(Math.max(...delays)).toBeLessThanOrEqual(5000)
})

test.each([
  ["an unknown fault", { webhooks: { eaten: 3 } as never }],
  ["a rate that is no whole number", { webhooks: { dropped: 0.5 } }],
  ["rates above all there is", { adminApi: { lost: 600, failed: 600 } }],
  ["a seed that is none", { seed: Number.NaN }],
  ["a shop that is no list", { shops: "kafe" as never }],
])("refuses %s", (_, request) => {
  expect(() => readFaultSettings(request)).toThrow(/./)
})

test("nothing goes wrong before it is asked for, in other shops, or afterwards", () => {
  const faults = createFaults()
  const told = (shop: string) => faults.ofDelivery(shop, "orders/paid", '{"id":1}')
  expect(told("kafe")).toBeNull()
  faults.start({ seed: 1, shops: ["kafe"], webhooks: { dropped: 1000 } })
  expect([told("kafe"), told("chai")]).toEqual([{ kind: "dropped" }, null])
  faults.end()
  expect(told("kafe")).toBeNull()
  expect(faults.counts()).toMatchObject({ dropped: 1, lost: 0 })
  expect(faults.recent(10)).toEqual([{ kind: "dropped", identity: "kafe orders/paid 1", attempt: 1 }])
})

test("a thing is known by its order and its calls by the first id they name, not by what else they say", () => {
  const decisions = (bodies: string[], calls: unknown[]) => {
    const faults = createFaults()
    faults.start({ seed: 5, webhooks: { dropped: 400, duplicated: 300 }, adminApi: { lost: 500 } })
    return [
      ...bodies.map((body) => faults.ofDelivery("kafe", "refunds/create", body)),
      ...calls.map((variables) => faults.ofCall("kafe", "WriteMetafields", variables)),
    ]
  }
  const ids = Array.from({ length: 40 }, (_, index) => 5085215785508999900n + BigInt(index))
  expect(
    decisions(
      ids.map((id) => `{"id":12,"order_id":${id}}`),
      ids.map((id) => ({ metafields: [{ ownerId: `gid://shopify/Customer/${id}`, value: "old" }] })),
    ),
  ).toEqual(
    decisions(
      ids.map((id) => `{"id":13,"order_id":"${id}","note":"later"}`),
      ids.map((id) => ({ metafields: [{ ownerId: `gid://shopify/Customer/${id}`, value: "new" }, { more: true }] })),
    ),
  )
})
