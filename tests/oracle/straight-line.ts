import type { ProgrammeRules } from "#app/loyalty/programme/programme-rules.ts"
import type { EarningContext } from "#app/loyalty/rules/order-evaluation.ts"
import { dealOut, nearest, rounded } from "./arithmetic.ts"
import type { Life, LifeLine, LifeStep } from "./life.ts"
import { addedByRules, type Part } from "./rule-points.ts"

/**
 * The oracle: what an order must have brought its buyer, told from the steps of its life and the catalogue's words
 * (§1.5–1.8) in the most pedestrian way. It shares types with the product and nothing else.
 */
type Parcel = { sentAt: number; word: "" | "delivered" | "failure"; wordAt: number }

type Ledger = {
  lines: { line: LifeLine; left: number; waiting: number }[]
  paidAt: number | null
  firstPaidAt: number | null
  moneyIn: number
  moneyOut: number
  kept: number
  givenBack: number
  owedBack: number
  shippingBack: number
  parcels: Parcel[]
  ended: boolean
}

/** `spend`: the money that counts for tiers, in minor units. */
export type Verdict = { points: number; spend: number; releaseAt: number | null; atOnce: boolean; ended: boolean }

const DAY = 86_400_000

/** What the order deserves after its first `count` steps. */
export function verdictAfter(life: Life, count: number, rules: ProgrammeRules, context: EarningContext): Verdict {
  const ledger = liveThrough(life, life.steps.slice(0, count), rules)
  if (ledger.ended) return { points: 0, spend: 0, releaseAt: null, atOnce: false, ended: true }
  if (!counts(life, ledger, rules)) return { points: 0, spend: 0, releaseAt: null, atOnce: false, ended: false }
  const money = moneyOf(life, ledger, rules)
  return {
    points: pointsOf(life, ledger, rules, context, money),
    spend: Number(money.remains.reduce((sum, remain) => sum + remain, money.shipping)),
    ...releaseOf(life, ledger, rules),
    ended: false,
  }
}

function liveThrough(life: Life, steps: LifeStep[], rules: ProgrammeRules): Ledger {
  const taxes = rules.basis.taxes
  const ledger: Ledger = {
    lines: life.lines.map((line) => ({ line, left: line.units, waiting: line.units })),
    paidAt: null,
    firstPaidAt: null,
    moneyIn: 0,
    moneyOut: 0,
    kept: 0,
    givenBack: 0,
    owedBack: 0,
    shippingBack: 0,
    parcels: [],
    ended: false,
  }
  const take = (index: number, units: number) => {
    const held = ledger.lines[index] as Ledger["lines"][number]
    held.left -= units
    held.waiting = Math.min(held.waiting, held.left)
  }
  for (const step of steps) {
    if (step.does === "pay") ledger.paidAt = step.at
    if (step.does === "pay" || step.does === "pay_part") {
      ledger.firstPaidAt ??= step.at
      ledger.moneyIn += step.amount
    }
    if (step.does === "remove") {
      take(step.line, step.units)
      ledger.owedBack += step.owed
    }
    if (step.does === "add") {
      ledger.lines.push({ line: step.line, left: step.line.units, waiting: step.line.units })
      ledger.moneyIn += step.amount
    }
    if (step.does === "refund") {
      for (const { line, units } of step.units) take(line, units)
      if (step.transaction === "success") {
        ledger.moneyOut += step.moved
        ledger.shippingBack += countedOf(life, step.shipping, step.shippingTax, taxes)
        const counted = countedOf(life, step.discrepancy, step.discrepancyTax, taxes)
        if (counted > 0) ledger.kept += counted
        if (counted < 0) ledger.givenBack += reallyGivenBack(life, step, -counted)
      } else {
        ledger.owedBack += Math.max(0, countedOf(life, step.discrepancy, step.discrepancyTax, taxes))
      }
    }
    if (step.does === "send")
      for (const [index, held] of ledger.lines.entries())
        if (step.line === null || step.line === index) held.waiting = 0
    if (step.does === "send") ledger.parcels.push({ sentAt: step.at, word: "", wordAt: 0 })
    if (step.does === "deliver")
      for (const parcel of ledger.parcels)
        if (parcel.word === "") Object.assign(parcel, { word: "delivered", wordAt: step.at })
    const last = ledger.parcels.at(-1)
    if (step.does === "refuse" && last?.word === "") Object.assign(last, { word: "failure", wordAt: step.at })
    if (step.does === "cancel" || step.does === "void" || step.does === "delete") ledger.ended = true
  }
  return ledger
}

/** Of money told as prices are, what counts: without its tax where taxes do not earn. */
function countedOf(life: Life, money: number, tax: number, taxesEarn: boolean): number {
  const net = life.taxesIncluded ? money - tax : money
  return taxesEarn ? net + tax : net
}

/** An amount given back beyond the lines, less the money of that refund that never moved. */
function reallyGivenBack(life: Life, step: Extract<LifeStep, { does: "refund" }>, counted: number): number {
  const whole = -(life.taxesIncluded ? step.discrepancy : step.discrepancy + step.discrepancyTax)
  const missing = Math.max(0, step.listed - step.moved)
  if (missing >= whole) return 0
  return Number(nearest(BigInt(counted) * BigInt(whole - missing), BigInt(whole)))
}

function isToCourier(life: Life, rules: ProgrammeRules): boolean {
  return rules.orders.cashOnDelivery.gateways.includes(life.gateway)
}

function arrivedAt(ledger: Ledger): number | null {
  const arrivals = ledger.parcels.filter((parcel) => parcel.word === "delivered").map((parcel) => parcel.wordAt)
  const last = arrivals.length === 0 ? null : Math.max(...arrivals)
  const all = ledger.parcels.every(
    (parcel) => parcel.word === "delivered" || (parcel.word === "failure" && last !== null && last >= parcel.wordAt),
  )
  return all ? last : null
}

function counts(life: Life, ledger: Ledger, rules: ProgrammeRules): boolean {
  if (life.test && !life.developmentStore) return false
  if (life.channel === "pos" && !rules.orders.pos) return false
  if (life.channel === "shopify_draft_order" && !rules.orders.draft) return false
  if (life.channel !== "pos" && life.channel !== "shopify_draft_order" && !rules.orders.online) return false
  if (ledger.paidAt !== null) return true
  const inPart = ledger.moneyIn > 0 && rules.orders.partiallyPaid
  if (!isToCourier(life, rules)) return inPart
  const arrived = arrivedAt(ledger)
  const cameBack = ledger.parcels.some(
    (parcel) =>
      parcel.word === "failure" &&
      !ledger.parcels.some((other) => other.word === "delivered" && other.wordAt >= parcel.wordAt),
  )
  if (cameBack) return false
  if (rules.orders.cashOnDelivery.countsFrom === "delivery" && arrived !== null) return true
  return inPart
}

type Money = { remains: bigint[]; shipping: bigint }

/** What is left of each line and of the shipping; nothing once all the money went back. */
function moneyOf(life: Life, ledger: Ledger, rules: ProgrammeRules): Money {
  if (ledger.moneyOut > 0 && ledger.moneyOut >= ledger.moneyIn)
    return { remains: ledger.lines.map(() => 0n), shipping: 0n }
  let remains = ledger.lines.map(({ line, left }) => remainsOf(line, left, life, rules))
  let shipping = shippingLeft(life, ledger, rules)
  const lower = (amount: bigint) => {
    const there = remains.reduce((sum, remain) => sum + remain, 0n)
    const fromLines = amount < there ? amount : there
    const parts = dealOut(fromLines, remains)
    remains = remains.map((remain, index) => remain - (parts[index] as bigint))
    const rest = amount - fromLines
    shipping = rest < shipping ? shipping - rest : 0n
  }
  const stillGivenBack = ledger.givenBack - Math.min(ledger.givenBack, ledger.owedBack)
  const balance = ledger.kept - stillGivenBack
  if (balance < 0) lower(BigInt(-balance))
  if (balance > 0) {
    const parts = dealOut(BigInt(balance), remains)
    remains = remains.map((remain, index) => remain + (parts[index] as bigint))
  }
  if (!rules.basis.giftCardPayments) lower(BigInt(Math.min(life.giftPaid, ledger.moneyIn)))
  return { remains, shipping }
}

function pointsOf(
  life: Life,
  ledger: Ledger,
  rules: ProgrammeRules,
  context: EarningContext,
  { remains, shipping }: Money,
): number {
  const rate = rules.rates[life.currency]
  if (rate === undefined) return 0
  const each = (money: bigint, times: { numerator: number; denominator: number }): Part => [
    money * BigInt(rate.points) * BigInt(times.numerator) * BigInt(context.multiplier.numerator),
    BigInt(rate.perMinor) * BigInt(times.denominator) * BigInt(context.multiplier.denominator),
  ]
  const lines = ledger.lines.map(({ line, left }, index) => {
    const money = remains[index] as bigint
    return { line, left, money, points: each(money, line.times) }
  })
  const ofShipping = each(shipping, { numerator: 1, denominator: 1 })
  const money = remains.reduce((sum, remain) => sum + remain, shipping)
  let [over, under] = addedByRules(life, rules.earning.rules, context, { lines, shipping: ofShipping, money })
  for (const [more, by] of [ofShipping, ...lines.map(({ points }) => points)]) {
    over = over * by + more * under
    under *= by
  }
  return Number(rounded(over, under, rules.rounding))
}

function remainsOf(line: LifeLine, left: number, life: Life, rules: ProgrammeRules): bigint {
  if (line.giftCard || line.tip || left === 0) return 0n
  const part = (money: number) => nearest(BigInt(money) * BigInt(left), BigInt(line.units))
  let money = part(line.unitPrice * line.units - line.discount)
  if (life.taxesIncluded && !rules.basis.taxes) money -= part(line.tax)
  if (!life.taxesIncluded && rules.basis.taxes) money += part(line.tax)
  if (rules.basis.duties) money += part(line.duty)
  return money > 0n ? money : 0n
}

function shippingLeft(life: Life, ledger: Ledger, rules: ProgrammeRules): bigint {
  const { price, discount, tax } = life.shipping
  if (!rules.basis.shipping || price <= discount) return 0n
  let money = price - discount - ledger.shippingBack
  if (life.taxesIncluded && !rules.basis.taxes) money -= tax
  if (!life.taxesIncluded && rules.basis.taxes) money += tax
  return money > 0 ? BigInt(money) : 0n
}

function releaseOf(life: Life, ledger: Ledger, rules: ProgrammeRules): { releaseAt: number; atOnce: boolean } {
  const { from, days } = rules.pending
  const arrived =
    isToCourier(life, rules) && rules.orders.cashOnDelivery.countsFrom === "delivery" ? arrivedAt(ledger) : null
  const known = [arrived, ledger.paidAt].filter((moment): moment is number => moment !== null)
  const paid = known.length > 0 ? Math.min(...known) : (ledger.firstPaidAt ?? life.placedAt)
  if (from === "payment") return { releaseAt: paid + days * DAY, atOnce: days === 0 }
  const latest = paid + 60 * DAY
  const there = ledger.lines.filter(({ left }) => left > 0)
  const toShip = there.filter(({ line }) => line.requiresShipping)
  if (toShip.some(({ waiting }) => waiting > 0)) return { releaseAt: latest, atOnce: false }
  const sent = Math.max(...ledger.parcels.map((parcel) => parcel.sentAt))
  const gone = toShip.length === 0 ? paid : toShip.length === there.length ? sent : Math.max(sent, paid)
  const releaseAt = gone + days * DAY
  return releaseAt <= latest ? { releaseAt, atOnce: days === 0 } : { releaseAt: latest, atOnce: false }
}

export type Balances = { available: number; pending: number }

/**
 * What the order has brought by `until` when everything was seen as it happened and released when due: differences wait
 * until the release moment, go to available after it; points that wait end at cancellation.
 */
export function balancesAsItHappened(
  life: Life,
  rules: ProgrammeRules,
  context: EarningContext,
  until: number,
): Balances {
  let [available, pending, settled] = [0, 0, false]
  let verdict = verdictAfter(life, 0, rules, context)
  const settleIfDue = (now: number) => {
    if (settled || verdict.releaseAt === null || (verdict.releaseAt > now && !verdict.atOnce)) return
    available += pending
    pending = 0
    settled = true
  }
  const happened = life.steps.filter((step) => step.at <= until)
  for (let count = 0; count <= happened.length; count++) {
    const now = count === 0 ? life.placedAt : (happened[count - 1] as LifeStep).at
    settleIfDue(now)
    verdict = verdictAfter(life, count, rules, context)
    const difference = verdict.points - available - pending
    if (settled) available += difference
    else pending += difference
    settleIfDue(now)
  }
  settleIfDue(until)
  return { available, pending }
}
