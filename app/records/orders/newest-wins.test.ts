import { expect, test } from "vitest"
import { decideNewest, type FactSource, type Verdict } from "./newest-wins.ts"
import type { OrderFact } from "./order-fact.ts"
import { unreadOrder } from "./unread-order.ts"

const at = (second: number) => `2026-03-10T10:00:0${second}.000Z`

function fact(second: number, change: Partial<OrderFact> = {}): OrderFact {
  return { ...unreadOrder("gid://shopify/Order/1", "EUR"), name: "#1", updatedAt: at(second), ...change }
}

const paid = { financialStatus: "paid" as const, paidAt: at(1) }
const tagged = { tags: ["later"] }

function wordOf(verdict: Verdict): string {
  return verdict.kind === "replace" && verdict.doubtful ? "replace, doubtful" : verdict.kind
}

const table: [string, OrderFact | null, OrderFact, FactSource, string][] = [
  ["nothing stored", null, fact(1), "webhook", "replace"],
  [
    "nothing stored, paid at an unknown moment",
    null,
    fact(1, { financialStatus: "paid" }),
    "webhook",
    "replace, doubtful",
  ],
  ["the same, from the Admin API", null, fact(1, { financialStatus: "paid" }), "admin_api", "replace"],
  ["an older payload", fact(2, tagged), fact(1), "webhook", "keep"],
  ["an older answer of the Admin API", fact(2, tagged), fact(1), "admin_api", "keep"],
  ["a newer payload", fact(1), fact(2, tagged), "webhook", "replace"],
  ["the same again", fact(1, tagged), fact(1, tagged), "webhook", "keep"],
  ["the same second, other content", fact(1), fact(1, tagged), "webhook", "doubtful"],
  ["the same second, other content, from the Admin API", fact(1), fact(1, tagged), "admin_api", "replace"],
  [
    "a newer payload that forgets when it was paid",
    fact(1, paid),
    fact(2, { financialStatus: "paid" }),
    "webhook",
    "replace",
  ],
  [
    "the same second, and only now known when it was paid",
    fact(1, { ...paid, paidAt: null }),
    fact(1, paid),
    "webhook",
    "replace",
  ],
]

test.each(table)("%s", (_what, stored, incoming, source, expected) => {
  expect(wordOf(decideNewest(stored, incoming, source))).toBe(expected)
})

test("the moment of payment, once known, is kept through newer payloads", () => {
  const verdict = decideNewest(fact(1, paid), fact(3, { financialStatus: "partially_refunded" }), "webhook")
  expect(verdict).toMatchObject({ fact: { paidAt: at(1), updatedAt: at(3) } })
})

test("the earliest moment of payment holds, whichever payload comes first", () => {
  const create = fact(1, { ...paid, paidAt: at(1) })
  const paidTopic = fact(2, { ...paid, paidAt: at(2) })
  expect(decideNewest(create, paidTopic, "webhook")).toMatchObject({ fact: { paidAt: at(1), updatedAt: at(2) } })
  expect(decideNewest(paidTopic, create, "webhook")).toMatchObject({ fact: { paidAt: at(1), updatedAt: at(2) } })
})

test("payments read from the Admin API stay known until the order's money changes", () => {
  const payments = [{ gateway: "gift_card", amountMinor: 500, processedAt: at(1) }]
  const known = fact(1, { ...paid, payments })
  expect(decideNewest(known, fact(2, { ...paid, ...tagged }), "webhook")).toMatchObject({ fact: { payments } })
  const refunded = fact(2, { financialStatus: "refunded" })
  expect(decideNewest(known, refunded, "webhook")).toMatchObject({ fact: { payments: null } })
})
