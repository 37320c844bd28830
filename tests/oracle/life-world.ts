import type { FulfilmentFact, LineFact, OrderFact, RefundFact } from "#app/records/orders/order-fact.ts"
import { nearest } from "./arithmetic.ts"
import type { Life, LifeLine, LifeStep } from "./life.ts"

/** An order's life as Shopify would tell it: the order after each step, money included. */
export type World = {
  life: Life
  lines: LineFact[]
  refunds: RefundFact[]
  parcels: FulfilmentFact[]
  payments: { gateway: string; amountMinor: number; processedAt: string }[]
  paidAt: string | null
  moneyIn: number
  moneyOut: number
  cancelledAt: string | null
  voided: boolean
  deleted: boolean
  updatedAt: number
}

const iso = (moment: number) => new Date(moment).toISOString()
const lineId = (life: Life, index: number) => `gid://shopify/LineItem/${life.orderNumber * 100 + index}`

export function openWorld(life: Life): World {
  return {
    life,
    lines: life.lines.map((line, index) => newLine(life, line, index)),
    refunds: [],
    parcels: [],
    payments: [],
    paidAt: null,
    moneyIn: 0,
    moneyOut: 0,
    cancelledAt: null,
    voided: false,
    deleted: false,
    updatedAt: life.placedAt,
  }
}

function newLine(life: Life, line: LifeLine, index: number): World["lines"][number] {
  return {
    id: lineId(life, index),
    productId: line.tip ? null : `gid://shopify/Product/${700 + index}`,
    variantId: null,
    title: `Line ${index + 1}`,
    quantity: line.units,
    currentQuantity: line.units,
    unfulfilledQuantity: line.units,
    unitPriceMinor: line.unitPrice,
    discountMinor: line.discount,
    taxMinor: line.tax,
    dutyMinor: line.duty,
    giftCard: line.giftCard,
    tip: line.tip,
    requiresShipping: line.requiresShipping,
  }
}

/** What a line's `units` of what is left are worth in a refund: price without discounts, and tax. */
export function worthOf(line: LineFact, units: number): { subtotal: number; tax: number } {
  const part = (money: number, count: number) => Number(nearest(BigInt(money) * BigInt(count), BigInt(line.quantity)))
  const left = line.currentQuantity - units
  const net = line.unitPriceMinor * line.quantity - line.discountMinor
  return {
    subtotal: part(net, line.currentQuantity) - part(net, left),
    tax: part(line.taxMinor, line.currentQuantity) - part(line.taxMinor, left),
  }
}

/** All that the order's lines and shipping cost, before anything went back. */
export function totalOf(life: Life, lines: LifeLine[] = life.lines): number {
  const taxed = (money: number, tax: number) => money + (life.taxesIncluded ? 0 : tax)
  const goods = lines.map((line) => taxed(line.unitPrice * line.units - line.discount, line.tax) + line.duty)
  const { price, discount, tax } = life.shipping
  return goods.reduce((sum, money) => sum + money, taxed(price - discount, tax))
}

/** Lets one step happen. */
export function happen(world: World, step: LifeStep): void {
  const { life } = world
  world.updatedAt = step.at
  switch (step.does) {
    case "pay":
    case "pay_part":
      receive(world, step.amount, step.at)
      if (step.does === "pay") world.paidAt = iso(step.at)
      break
    case "add":
      world.lines.push(newLine(life, step.line, world.lines.length))
      receive(world, step.amount, step.at)
      break
    case "remove": {
      const line = world.lines[step.line] as World["lines"][number]
      const worth = worthOf(line, step.units)
      takeUnits(line, step.units)
      book(world, step.at, {
        lines: [{ lineId: line.id, quantity: step.units, subtotalMinor: worth.subtotal, taxMinor: worth.tax }],
        discrepancyMinor: step.owed,
      })
      break
    }
    case "refund":
      refund(world, step)
      break
    case "send":
      for (const [index, line] of world.lines.entries())
        if (step.line === null || step.line === index) line.unfulfilledQuantity = 0
      world.parcels.push({
        id: `gid://shopify/Fulfillment/${life.orderNumber * 10 + world.parcels.length}`,
        status: "success",
        createdAt: iso(step.at),
        shipmentStatus: null,
        shipmentAt: null,
      })
      break
    case "deliver":
      for (const parcel of world.parcels)
        if (parcel.shipmentStatus === null)
          Object.assign(parcel, { shipmentStatus: "delivered", shipmentAt: iso(step.at) })
      break
    case "refuse": {
      const last = world.parcels.at(-1)
      if (last?.shipmentStatus === null) Object.assign(last, { shipmentStatus: "failure", shipmentAt: iso(step.at) })
      break
    }
    case "cancel":
      world.cancelledAt = iso(step.at)
      break
    case "void":
      world.voided = true
      break
    case "delete":
      world.deleted = true
  }
}

function receive(world: World, amount: number, at: number): void {
  const { life } = world
  const gift = Math.min(Math.max(0, life.giftPaid - world.moneyIn), amount)
  if (gift > 0) world.payments.push({ gateway: "gift_card", amountMinor: gift, processedAt: iso(at) })
  world.payments.push({ gateway: life.gateway, amountMinor: amount - gift, processedAt: iso(at) })
  world.moneyIn += amount
}

function takeUnits(line: LineFact, units: number): void {
  line.currentQuantity -= units
  line.unfulfilledQuantity = Math.min(line.unfulfilledQuantity, line.currentQuantity)
}

function refund(world: World, step: Extract<LifeStep, { does: "refund" }>): void {
  const lines = step.units.map(({ line, units, subtotal, tax }) => {
    const held = world.lines[line] as World["lines"][number]
    takeUnits(held, units)
    return { lineId: held.id, quantity: units, subtotalMinor: subtotal, taxMinor: tax }
  })
  const { currency } = world.life
  const status = step.transaction
  const amountMinor = status === "success" ? step.moved : step.listed
  book(world, step.at, {
    lines,
    shippingMinor: step.shipping,
    shippingTaxMinor: step.shippingTax,
    discrepancyMinor: step.discrepancy,
    discrepancyTaxMinor: step.discrepancyTax,
    transactions: status === "none" ? [] : [{ kind: "refund", status, amountMinor, currency }],
  })
  if (status === "success") world.moneyOut += step.moved
}

function book(world: World, at: number, part: Partial<RefundFact>): void {
  world.refunds.push({
    id: `gid://shopify/Refund/${world.life.orderNumber * 100 + world.refunds.length}`,
    createdAt: iso(at),
    lines: [],
    shippingMinor: 0,
    shippingTaxMinor: 0,
    discrepancyMinor: 0,
    discrepancyTaxMinor: 0,
    transactions: [],
    ...part,
  })
}

function statusOf(world: World): OrderFact["financialStatus"] {
  if (world.voided) return "voided"
  if (world.paidAt === null) return world.moneyIn > 0 ? "partially_paid" : "pending"
  if (world.moneyOut === 0) return "paid"
  return world.moneyOut >= world.moneyIn ? "refunded" : "partially_refunded"
}

/** The order as it would be told now. */
export function factOf(world: World): OrderFact {
  const { life } = world
  const gateways = [...new Set([...world.payments.map((payment) => payment.gateway), life.gateway])]
  return structuredClone({
    schema: 1 as const,
    id: `gid://shopify/Order/${life.orderNumber}`,
    name: `#${life.orderNumber}`,
    customerId: "gid://shopify/Customer/1",
    currency: life.currency,
    taxesIncluded: life.taxesIncluded,
    test: life.test,
    channel: life.channel,
    financialStatus: statusOf(world),
    gateways,
    tags: [],
    createdAt: iso(life.placedAt),
    processedAt: iso(life.placedAt),
    updatedAt: iso(world.updatedAt),
    cancelledAt: world.cancelledAt,
    paidAt: world.paidAt,
    totalMinor: totalOf(life),
    lines: world.lines,
    shipping: {
      priceMinor: life.shipping.price,
      discountMinor: life.shipping.discount,
      taxMinor: life.shipping.tax,
    },
    refunds: world.refunds,
    fulfilments: world.parcels,
    payments: world.payments,
  })
}
