import type { BulkOrder, OrderLine, ShippingLine } from "#app/shopify/types/operations.generated.ts"
import type { Line } from "./read-lines.ts"

/** An order of the file with everything that stood below it; `end`: the byte after its last line. */
export type GroupedOrder = { order: BulkOrder; lines: OrderLine[]; shippingLines: ShippingLine[]; end: number }

type Child = { id: string | null; __parentId: string }

/**
 * Puts lines of a bulk result together to orders. The file is grouped (an order, then what belongs to it), so one order is
 * open at a time; it is complete when the next begins. `strays` are orders of which something stood elsewhere in the
 * file: what is stored of them cannot be trusted.
 */
export type Grouping = {
  /** Takes a line in; returns the order that it completed. Throws SyntaxError when it is no JSON. */
  take: (line: Line) => GroupedOrder | null
  /** The file has ended: the last order. */
  finish: () => GroupedOrder | null
  /** The orders found astray since the last call. */
  takeStrays: () => string[]
}

export function createGrouping(): Grouping {
  let open: GroupedOrder | null = null
  let strays = new Set<string>()
  return {
    take({ text, end }) {
      if (text.length === 0) return null
      const value = JSON.parse(text) as BulkOrder | Child
      if (!("__parentId" in value)) {
        const complete = open
        open = { order: value, lines: [], shippingLines: [], end }
        return complete
      }
      if (open?.order.id !== value.__parentId) strays.add(value.__parentId)
      else {
        open.end = end
        if (value.id?.startsWith("gid://shopify/LineItem/")) open.lines.push(value as unknown as OrderLine)
        else open.shippingLines.push(value as unknown as ShippingLine)
      }
      return null
    },
    finish() {
      const complete = open
      open = null
      return complete
    },
    takeStrays() {
      const found = [...strays]
      strays = new Set()
      return found
    },
  }
}
