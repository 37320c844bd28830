import type { Random } from "#simulator/scenario/random.ts"
import type { Happening, LineDraft, OrderDraft, PlainStep, RefundDraft } from "./happening.ts"

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** What somebody buys, and how. */
export function inventOrder(random: Random, person: number | null, guest: boolean): OrderDraft {
  const channel = person === null || random.chance(0.05) ? "pos" : random.chance(0.03) ? "shopify_draft_order" : "web"
  const courier = channel === "web" && random.chance(0.22)
  return {
    person,
    guest,
    lines: Array.from({ length: random.pick([1, 1, 2, 2, 3]) }, (_, index) => inventLine(random, channel, index === 0)),
    discountPercent: random.chance(0.15) ? random.pick([5, 10, 33, 100]) : 0,
    shippingMinor: channel === "pos" ? 0 : random.pick([0, 499, 590]),
    giftCardMinor: !courier && random.chance(0.05) ? random.pick([500, 2000, 100_000]) : 0,
    courier,
    channel,
    test: random.chance(0.01),
  }
}

/** At most one line of an order is a tip: of several, the Admin API could not say which they are. */
function inventLine(random: Random, channel: OrderDraft["channel"], first = false): LineDraft {
  const kind = random.next()
  const tip = first && channel === "pos" && kind < 0.3
  const giftCard = !tip && kind > 0.97
  return {
    unitMinor: tip ? 200 : giftCard ? 2500 : random.pick([1, 99, 1478, random.between(100, 9_999)]),
    units: tip || giftCard ? 1 : random.pick([1, 1, 2, 3, 5]),
    giftCard,
    tip,
    shipped: !tip && !giftCard && channel !== "pos" && kind > 0.1,
  }
}

/** What becomes of an order; each thing a while after the one before, now and then in the very same second. */
export function inventFollowUps(random: Random, order: number, draft: OrderDraft, placedAt: number): Happening[] {
  const list: Happening[] = []
  let at = placedAt
  const wait = (hours: number) => {
    at += random.chance(0.08) ? 0 : Math.floor((random.next() * hours * HOUR_MS) / 1000) * 1000
    return at
  }
  const then = (does: PlainStep, hours: number) => list.push({ at: wait(hours), does, order })
  if (random.chance(0.03)) {
    then("cancel", 20)
    return list
  }
  if (random.chance(0.06)) list.push(inventEdit(random, order, draft, wait(10)))
  if (draft.courier) inventParcel(random, then)
  else if (random.chance(0.45)) {
    then(random.chance(0.1) ? "fulfil_part" : "fulfil", 60)
    if (random.chance(0.4)) then("deliver", 100)
  }
  const refunds = random.chance(0.25) ? random.pick([1, 1, 1, 2, 3]) : 0
  for (let count = 0; count < refunds; count += 1)
    list.push({ at: wait(30 * 24), does: "refund", order, refund: inventRefund(random) })
  if (random.chance(0.02)) then("cancel", 200)
  if (random.chance(0.02)) list.push({ at: at + random.between(1, 20) * DAY_MS, does: "delete", order })
  return list
}

type Then = (does: PlainStep, hours: number) => void

/** Paid to the courier: most parcels arrive, some come back, some are paid in two parts. */
function inventParcel(random: Random, then: Then): void {
  then("fulfil", 30)
  if (random.chance(0.15)) {
    then("refuse", 80)
    if (random.chance(0.6)) then("cancel", 60)
    return
  }
  if (random.chance(0.8)) then("deliver", 80)
  if (random.chance(0.1)) then("pay_part", 5)
  if (random.chance(0.9)) then("pay", 5)
}

function inventEdit(random: Random, order: number, draft: OrderDraft, at: number): Happening {
  if (random.chance(0.5)) return { at, does: "remove", order, line: random.between(0, draft.lines.length - 1) }
  return { at, does: "add", order, line: inventLine(random, "web") }
}

function inventRefund(random: Random): RefundDraft {
  const units = { what: "units", line: random.between(0, 2), units: random.between(1, 2) } as const
  return random.pick<RefundDraft>([
    { ...units, feeMinor: 0 },
    { ...units, feeMinor: 0 },
    { ...units, feeMinor: 150 },
    { what: "amount", percent: random.pick([1, 10, 50, 100]), status: "success" },
    { what: "amount", percent: 20, status: "failure" },
    { what: "shipping" },
    { what: "everything" },
  ])
}
