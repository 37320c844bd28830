import { once } from "node:events"
import { createWriteStream } from "node:fs"

/** A bulk result as Shopify writes it for a shop of two years: buyers come back, orders have some lines, a few are refunded. */

const START = Date.parse("2024-06-01T08:00:00Z")
const EVERY_MS = 300_000
const PIECE = 500

const money = (minor: number) => ({ shopMoney: { amount: (minor / 100).toFixed(2), currencyCode: "USD" } })
const iso = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`

/** The lines of one order, the order first. */
function linesOf(number: number, customers: number): object[] {
  const at = iso(START + number * EVERY_MS)
  const id = `gid://shopify/Order/${5_000_000_000_000 + number * 37}`
  const lineCount = 1 + (number % 4)
  const refunded = number % 25 === 0
  const lines = Array.from({ length: lineCount }, (_, index) => ({
    id: `gid://shopify/LineItem/${13_000_000_000_000 + number * 64 + index}`,
    title: `Single origin coffee, Ethiopia Guji natural, ${250 * (1 + (index % 4))} g`,
    quantity: 1 + ((number + index) % 3),
    currentQuantity: 1 + ((number + index) % 3),
    isGiftCard: false,
    requiresShipping: true,
    unfulfilledQuantity: 0,
    product: { id: `gid://shopify/Product/${7_000_000_000_000 + ((number * 7 + index) % 400)}` },
    variant: { id: `gid://shopify/ProductVariant/${40_000_000_000_000 + ((number * 7 + index) % 900)}` },
    originalUnitPriceSet: money(1_478 + index * 250),
    discountAllocations: number % 5 === 0 ? [{ allocatedAmountSet: money(148) }] : [],
    taxLines: [{ priceSet: money(246) }],
    duties: [],
    __parentId: id,
  }))
  const total = lines.reduce((sum, line, index) => sum + line.quantity * (1_478 + index * 250), 600)
  return [headOf(id, number, customers, at, total, refunded), ...lines, shippingOf(id, number)]
}

function headOf(id: string, number: number, customers: number, at: string, total: number, refunded: boolean): object {
  const customer = (number * 7919) % customers
  return {
    id,
    name: `#${1000 + number}`,
    email: `person${customer}@example.com`,
    customer: {
      id: `gid://shopify/Customer/${6_000_000_000_000 + customer}`,
      firstName: `Имя ${customer % 300}`,
      lastName: `Family ${customer}`,
      locale: "en",
      state: "DISABLED",
      tags: [],
      createdAt: iso(START),
      updatedAt: at,
      defaultEmailAddress: { emailAddress: `person${customer}@example.com` },
      defaultPhoneNumber: null,
    },
    currencyCode: "USD",
    taxesIncluded: true,
    test: false,
    sourceName: "web",
    displayFinancialStatus: refunded ? "PARTIALLY_REFUNDED" : "PAID",
    paymentGatewayNames: ["shopify_payments"],
    tags: number % 10 === 0 ? ["gift"] : [],
    createdAt: at,
    processedAt: at,
    updatedAt: at,
    cancelledAt: null,
    currentTotalPriceSet: money(total),
    totalPriceSet: money(total),
    totalTipReceivedSet: money(0),
    transactions: [
      {
        id: `gid://shopify/OrderTransaction/${9_000_000_000_000 + number}`,
        kind: "SALE",
        status: "SUCCESS",
        gateway: "shopify_payments",
        test: false,
        createdAt: at,
        processedAt: at,
        amountSet: money(total),
      },
    ],
    fulfillments: [
      {
        id: `gid://shopify/Fulfillment/${4_000_000_000_000 + number}`,
        status: "SUCCESS",
        displayStatus: "DELIVERED",
        createdAt: at,
        updatedAt: at,
        deliveredAt: at,
      },
    ],
    refunds: refunded ? [{ id: `gid://shopify/Refund/${900_000_000_000 + number}` }] : [],
  }
}

function shippingOf(id: string, number: number): object {
  return {
    id: `gid://shopify/ShippingLine/${4_500_000_000_000 + number}`,
    isRemoved: false,
    originalPriceSet: money(600),
    discountAllocations: [],
    taxLines: [{ priceSet: money(100) }],
    __parentId: id,
  }
}

/** Writes the file of so many orders; its size in bytes. */
export async function writePastOrders(file: string, orders: number, customers: number): Promise<number> {
  const out = createWriteStream(file)
  let bytes = 0
  for (let from = 0; from < orders; from += PIECE) {
    const numbers = Array.from({ length: Math.min(PIECE, orders - from) }, (_, index) => from + index)
    const text = numbers
      .flatMap((number) => linesOf(number, customers))
      .map((line) => `${JSON.stringify(line)}\n`)
      .join("")
    bytes += Buffer.byteLength(text)
    if (!out.write(text)) await once(out, "drain")
  }
  out.end()
  await once(out, "finish")
  return bytes
}

/** What Shopify would say of a refund of one of these orders. */
export function refundOf(refundId: string, lineId: string) {
  return {
    id: refundId,
    createdAt: iso(START),
    processedAt: iso(START),
    lines: [
      { id: refundId, quantity: 1, lineItem: { id: lineId }, subtotalSet: money(1_478), totalTaxSet: money(246) },
    ],
    adjustments: [],
    shippingLines: [],
    transactions: [
      {
        id: `${refundId}0`,
        kind: "REFUND" as const,
        status: "SUCCESS" as const,
        gateway: "shopify_payments",
        test: false,
        createdAt: iso(START),
        processedAt: iso(START),
        amountSet: money(1_478),
      },
    ],
  }
}
