import { parseMinor } from "#app/lib/money.ts"
import type { NewLine } from "../world/actions/create-order.ts"
import type { OrderEdit } from "../world/actions/edit-order.ts"
import type { LineItem, OrderRecord } from "../world/order.ts"
import type { ShopWorld } from "../world/world.ts"
import { type Form, isValid, readQuantity } from "./form.ts"

/**
 * Reads the edit form: `line-<id>` is the new number of units, `variant` and `quantity` one more line.
 * null when something is wrong; the form then says what.
 */
export function readEditForm(form: Form, order: OrderRecord, place: ShopWorld): OrderEdit | null {
  const set: NonNullable<OrderEdit["set"]> = []
  const add: NewLine[] = []
  for (const line of order.line_items) {
    const quantity = readQuantity(form, `line-${line.id}`)
    if (quantity === null || quantity === line.current_quantity) continue
    const sent = line.current_quantity - line.fulfillable_quantity
    if (quantity < sent) form.errors[`line-${line.id}`] = `${sent} of it are sent already: refund them instead.`
    else if (quantity > line.current_quantity && hasTaxOrDiscount(line)) add.push(moreOf(line, order, quantity))
    else set.push({ lineId: line.id, quantity })
  }
  const added = readAddedLine(form, place)
  if (added) add.push(added)
  if (set.length + add.length === 0 && isValid(form))
    form.errors[""] = "Nothing is changed: write other quantities, or add a line."
  return isValid(form) ? { set, add } : null
}

function hasTaxOrDiscount(line: LineItem): boolean {
  return line.tax_lines.length + line.discount_allocations.length > 0
}

/** More units of a taxed line are bought as a line of their own, at its price. */
function moreOf(line: LineItem, order: OrderRecord, quantity: number): NewLine {
  return {
    ...(line.variant_id ? { variantId: line.variant_id } : { title: line.title }),
    quantity: quantity - line.current_quantity,
    unitPriceMinor: parseMinor(line.price, order.currency),
    giftCard: line.gift_card,
    taxable: line.taxable,
    requiresShipping: line.requires_shipping,
  }
}

function readAddedLine(form: Form, place: ShopWorld): NewLine | null {
  const variantId = form.values.variant
  if (!variantId) return null
  const isKnown = [...place.products.values()].some((product) => product.variants.some((v) => v.id === variantId))
  if (!isKnown) form.errors.variant = "Choose a product of this shop."
  const quantity = readQuantity(form, "quantity") ?? 1
  if (quantity === 0) form.errors.quantity = "At least 1."
  return { variantId, quantity }
}
