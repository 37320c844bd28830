import { GraphQLError } from "graphql"
import type { CustomerRecord } from "../world/customer.ts"
import { findOrderOfPart } from "../world/order-parts.ts"
import type { ProductRecord } from "../world/product.ts"
import { utcTime } from "../world/wire.ts"
import { requireAnyScope } from "./access.ts"
import type { ApiContext } from "./api-context.ts"
import { bulkQueries, findBulkNode } from "./bulk/bulk-nodes.ts"
import { type PageArguments, paginate } from "./connection.ts"
import { loadContract } from "./contract.ts"
import { creditQueries } from "./credits.ts"
import { discountQueries } from "./discounts.ts"
import { customerNode, splitTags } from "./nodes/customer.ts"
import { fulfillmentNode } from "./nodes/fulfillment.ts"
import { findTransaction, orderNode } from "./nodes/order.ts"
import { productNode, variantNode } from "./nodes/product.ts"
import { refundNode, transactionNode } from "./nodes/refund.ts"
import { appInstallationNode, shopLocales, shopNode } from "./nodes/shop.ts"
import { listThemes } from "./nodes/theme.ts"
import { findOrder, isVisible, listOrders, type OrdersArguments } from "./orders.ts"
import {
  BARE_WORD,
  matchesId,
  matchesText,
  matchesTime,
  parseSearchQuery,
  type SearchTerm,
  unknownTerm,
} from "./search-query.ts"

type Node = Record<string, unknown>
type SearchArguments = PageArguments & { query?: string | null; sortKey?: string | null }

/** The root of queries: what is not here answers that it is not simulated. */
export function queryRoot(context: ApiContext): Record<string, unknown> {
  const byId = (kind: string) => (args: { id: string }) => findNode(context, args.id, kind)
  return {
    shop: () => shopNode(context),
    shopLocales: (args: { published?: boolean | null }) => shopLocales(context, args.published),
    currentAppInstallation: () => appInstallationNode(context),
    order: byId("Order"),
    customer: byId("Customer"),
    product: byId("Product"),
    productVariant: byId("ProductVariant"),
    refund: byId("Refund"),
    fulfillment: byId("Fulfillment"),
    orders: (args: OrdersArguments) => listOrders(context, args),
    customers: (args: SearchArguments) => listCustomers(context, args),
    products: (args: SearchArguments) => listProducts(context, args),
    productByHandle: (args: { handle: string }) => {
      const product = [...context.place.products.values()].find((p) => p.handle === args.handle)
      return product ? productNode(context, product) : null
    },
    node: (args: { id: string }) => findNode(context, args.id),
    nodes: (args: { ids: string[] }) => args.ids.map((id) => findNode(context, id)),
    themes: (args: Parameters<typeof listThemes>[1]) => listThemes(context, args),
    ...bulkQueries(context),
    ...discountQueries(context),
    ...creditQueries(context),
    // Those of shopify.app.toml do not show up here, as at Shopify.
    webhookSubscriptions: (args: PageArguments) =>
      paginate(
        [],
        args,
        () => ({ value: "", id: "0" }),
        () => null,
      ),
  }
}

/** Any node by its gid; null when there is none, or not of the `kind` asked for. Scopes of its type are required. */
export function findNode(context: ApiContext, gid: string, kind?: string): Node | null {
  const match = /^gid:\/\/shopify\/(\w+)\/(\d+)$/.exec(gid)
  if (!match) {
    throw new GraphQLError(`Variable $id of type ID! was provided invalid value: ${gid}`, {
      extensions: { code: "INVALID_VARIABLE" },
    })
  }
  const [, type, id] = match as unknown as [string, string, string]
  if (kind && type !== kind) throw new GraphQLError("Invalid id", { extensions: { code: "RESOURCE_NOT_FOUND" } })
  const sentence = loadContract().requiredAccess.get(type)
  if (sentence) requireAnyScope(context.scopes, "node", sentence)
  return readNode(context, type, id)
}

function readNode(context: ApiContext, type: string, id: string): Node | null {
  const { customers, products, shop } = context.place
  if (type === "Shop") return shop.id === id ? shopNode(context) : null
  if (type === "Order") {
    const order = findOrder(context, id)
    return order ? orderNode(context, order) : null
  }
  if (type === "Customer") {
    const customer = customers.get(id)
    return customer ? customerNode(context, customer) : null
  }
  if (type === "Product") {
    const product = products.get(id)
    return product ? productNode(context, product) : null
  }
  if (type === "BulkOperation") return findBulkNode(context, id)
  if (type === "ProductVariant") {
    const product = [...products.values()].find((p) => p.variants.some((v) => v.id === id))
    const variant = product?.variants.find((v) => v.id === id)
    return product && variant ? variantNode(context, product, variant) : null
  }
  return readPartOfOrder(context, type, id)
}

function readPartOfOrder(context: ApiContext, type: string, id: string): Node | null {
  if (type !== "Refund" && type !== "Fulfillment" && type !== "OrderTransaction") {
    throw new GraphQLError(`Nodes of type ${type} are not simulated`)
  }
  const order = findOrderOfPart(context.place, type, id)
  if (!order || !isVisible(context, order)) return null
  const refund = type === "Refund" ? order.refunds?.find((r) => r.id === id) : undefined
  if (refund) return refundNode(context, order, refund)
  const fulfillment = type === "Fulfillment" ? order.fulfillments?.find((f) => f.id === id) : undefined
  if (fulfillment) return fulfillmentNode(context, order, fulfillment)
  const transaction = type === "OrderTransaction" ? findTransaction(order, id) : undefined
  return transaction ? transactionNode(context, order, transaction) : null
}

function listCustomers(context: ApiContext, args: SearchArguments) {
  const terms = parseSearchQuery(args.query)
  const found = [...context.place.customers.values()].filter((c) => terms.every((term) => isCustomer(c, term)))
  const byUpdate = args.sortKey === "UPDATED_AT"
  return paginate(
    found,
    args,
    (customer) => ({ value: byUpdate ? utcTime(customer.updated_at ?? "1970") : "", id: customer.id }),
    (customer) => customerNode(context, customer),
  )
}

function isCustomer(customer: CustomerRecord, term: SearchTerm): boolean {
  if (term.field === BARE_WORD) return wordsOf(customer).some((word) => matchesText(word, term))
  if (term.field === "email") return matchesText(customer.email, term)
  if (term.field === "phone") return matchesText(customer.phone, term)
  if (term.field === "id") return matchesId(customer.id, term)
  if (term.field === "tag") return splitTags(customer.tags).some((tag) => matchesText(tag, term))
  if (term.field === "state") return matchesText(customer.state, term)
  if (term.field === "updated_at") return matchesTime(customer.updated_at ?? "1970", term)
  return unknownTerm("customers", term)
}

/** What a bare word is compared with: each word of name, e-mail address and phone number. */
function wordsOf(customer: CustomerRecord): string[] {
  const { first_name, last_name, email, phone } = customer
  return [first_name, last_name, email, phone].flatMap((text) => (text ? [text, ...text.split(/[\s@.]+/)] : []))
}

function listProducts(context: ApiContext, args: SearchArguments) {
  const terms = parseSearchQuery(args.query)
  const found = [...context.place.products.values()].filter((p) => terms.every((term) => isProduct(p, term)))
  const byUpdate = args.sortKey === "UPDATED_AT"
  return paginate(
    found,
    args,
    (product) => ({ value: byUpdate ? utcTime(product.updated_at) : "", id: product.id }),
    (product) => productNode(context, product),
  )
}

function isProduct(product: ProductRecord, term: SearchTerm): boolean {
  if (term.field === "id") return matchesId(product.id, term)
  if (term.field === "handle") return matchesText(product.handle, term)
  if (term.field === "title") return matchesText(product.title, term)
  if (term.field === "status") return matchesText(product.status, term)
  if (term.field === "tag") return splitTags(product.tags).some((tag) => matchesText(tag, term))
  if (term.field === "updated_at") return matchesTime(product.updated_at, term)
  return unknownTerm("products", term)
}
