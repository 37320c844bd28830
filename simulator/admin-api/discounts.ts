import { createDiscount, endDiscount, findDiscount } from "../world/actions/discounts.ts"
import type { DiscountRecord } from "../world/discount.ts"
import type { ApiContext } from "./api-context.ts"

/** Discounts with one code: what apps make of them, and how they are shown. */

type Combines = {
  orderDiscounts?: boolean | null
  productDiscounts?: boolean | null
  shippingDiscounts?: boolean | null
}

type CommonInput = {
  title?: string | null
  code?: string | null
  tags?: string[] | null
  startsAt?: unknown
  endsAt?: unknown
  usageLimit?: number | null
  appliesOncePerCustomer?: boolean | null
  context?: { all?: string | null; customers?: { add?: string[] | null } | null } | null
  combinesWith?: Combines | null
  minimumRequirement?: { subtotal?: { greaterThanOrEqualToSubtotal?: unknown } | null } | null
}

type BasicInput = CommonInput & {
  customerGets?: {
    value?: { percentage?: number | null; discountAmount?: { amount?: unknown } | null } | null
    items?: {
      all?: boolean | null
      products?: { productsToAdd?: string[] | null } | null
      collections?: { add?: string[] | null } | null
    } | null
  } | null
}

type ShippingInput = CommonInput & { maximumShippingPrice?: unknown }

type Fault = { code: string; field: string[]; message: string; extraInfo: null }
type Payload = { codeDiscountNode: Record<string, unknown> | null; userErrors: Fault[] }

export function discountMutations(context: ApiContext): Record<string, unknown> {
  return {
    discountCodeBasicCreate: ({ basicCodeDiscount }: { basicCodeDiscount: BasicInput }) =>
      create(context, "basicCodeDiscount", basicCodeDiscount, basicParts(basicCodeDiscount)),
    discountCodeFreeShippingCreate: ({ freeShippingCodeDiscount }: { freeShippingCodeDiscount: ShippingInput }) =>
      create(context, "freeShippingCodeDiscount", freeShippingCodeDiscount, {
        type: "shipping",
        value: null,
        products: null,
        collections: [],
        maximumShipping: decimal(freeShippingCodeDiscount.maximumShippingPrice),
      }),
    discountCodeDeactivate: ({ id }: { id: string }): Payload => {
      const ended = endDiscount(context.simulator.world, context.shop, id.split("/").at(-1) as string, context.at)
      if (ended) return { codeDiscountNode: discountNode(ended), userErrors: [] }
      return refused("INVALID", ["id"], "Code discount does not exist.")
    },
  }
}

export function discountQueries(context: ApiContext): Record<string, unknown> {
  return {
    codeDiscountNodeByCode: ({ code }: { code: string }) => {
      const found = findDiscount(context.place, code)
      return found && discountNode(found)
    },
  }
}

type Parts = Pick<DiscountRecord, "type" | "value" | "products" | "collections" | "maximumShipping">

function basicParts({ customerGets }: BasicInput): Parts {
  const { value, items } = customerGets ?? {}
  const amount = decimal(value?.discountAmount?.amount)
  const percentage = value?.percentage
  const share = typeof percentage === "number" ? { percentage } : null
  return {
    type: "basic",
    value: amount === null ? share : { amount },
    products: items?.products?.productsToAdd ?? null,
    collections: items?.collections?.add ?? [],
    maximumShipping: null,
  }
}

function create(context: ApiContext, argument: string, input: CommonInput, parts: Parts): Payload {
  const { code, title, context: buyers } = input
  const refuse = (kind: string, field: string, message: string) => refused(kind, [argument, field], message)
  if (!title) return refuse("BLANK", "title", "Title can't be blank")
  if (!code) return refuse("BLANK", "code", "Code can't be blank")
  if (code.length > 255) return refuse("TOO_LONG", "code", "Code is too long (maximum is 255 characters)")
  if (findDiscount(context.place, code))
    return refuse("TAKEN", "code", "Code must be unique. Please try a different code.")
  const customers = buyers?.customers?.add ?? null
  if (customers?.some((gid) => !context.place.customers.has(gid.split("/").at(-1) as string)))
    return refuse("INVALID", "context", "Customer does not exist")
  if (parts.products?.some((gid) => !context.place.products.has(gid.split("/").at(-1) as string)))
    return refuse("INVALID", "customerGets", "Product does not exist")
  if (parts.type === "basic" && parts.value === null)
    return refuse("BLANK", "customerGets", "Discount value can't be blank")
  const startsAt = moment(input.startsAt) ?? context.at.toISOString()
  const endsAt = moment(input.endsAt)
  if (endsAt !== null && endsAt <= startsAt)
    return refuse("END_DATE_BEFORE_START_DATE", "endsAt", "Ends at needs to be after starts_at")
  const { orderDiscounts, productDiscounts, shippingDiscounts } = input.combinesWith ?? {}
  const made: Parameters<typeof createDiscount>[2] = {
    ...parts,
    title,
    code,
    tags: input.tags ?? [],
    startsAt,
    endsAt,
    usageLimit: input.usageLimit ?? null,
    appliesOncePerCustomer: input.appliesOncePerCustomer ?? false,
    customers,
    combinesWith: {
      order: orderDiscounts === true,
      product: productDiscounts === true,
      shipping: shippingDiscounts === true,
    },
    minimumSubtotal: decimal(input.minimumRequirement?.subtotal?.greaterThanOrEqualToSubtotal),
  }
  return {
    codeDiscountNode: discountNode(createDiscount(context.simulator.world, context.shop, made, context.at)),
    userErrors: [],
  }
}

const decimal = (value: unknown): string | null => (value === null || value === undefined ? null : String(value))
const moment = (value: unknown): string | null =>
  value === null || value === undefined ? null : new Date(String(value)).toISOString()

function refused(code: string, field: string[], message: string): Payload {
  return { codeDiscountNode: null, userErrors: [{ code, field, message, extraInfo: null }] }
}

function discountNode(discount: DiscountRecord): Record<string, unknown> {
  const { title, tags, startsAt, endsAt, usageLimit, appliesOncePerCustomer, uses, createdAt, updatedAt } = discount
  return {
    __typename: "DiscountCodeNode",
    id: `gid://shopify/DiscountCodeNode/${discount.id}`,
    codeDiscount: {
      __typename: discount.type === "basic" ? "DiscountCodeBasic" : "DiscountCodeFreeShipping",
      title,
      tags,
      startsAt,
      endsAt,
      usageLimit,
      appliesOncePerCustomer,
      asyncUsageCount: uses.length,
      createdAt,
      updatedAt,
    },
  }
}
