import { GraphQLError } from "graphql"
import { annotateOrder } from "../world/actions/change-order.ts"
import { touchCustomer, updateCustomer } from "../world/actions/customers.ts"
import { touchProduct, updateProduct } from "../world/actions/products.ts"
import { putMetafield, removeMetafield, storedNamespace } from "../world/metafields.ts"
import { requireAnyScope } from "./access.ts"
import type { ApiContext } from "./api-context.ts"
import { bulkMutations } from "./bulk/bulk-nodes.ts"
import { creditMutations } from "./credits.ts"
import { discountMutations } from "./discounts.ts"
import { checkMetafields, type MetafieldInput } from "./metafield-rules.ts"
import { splitTags } from "./nodes/customer.ts"
import { metafieldNode } from "./nodes/metafield.ts"
import { findNode } from "./queries.ts"

const WRITE_SCOPE: Record<string, string> = {
  Customer: "write_customers",
  Order: "write_orders",
  Product: "write_products",
  ProductVariant: "write_products",
}

/** The root of mutations: what is not here answers that it is not simulated. */
export function mutationRoot(context: ApiContext): Record<string, unknown> {
  return {
    metafieldsSet: (args: { metafields: MetafieldInput[] }) => setMetafields(context, args.metafields),
    metafieldsDelete: (args: { metafields: { ownerId: string; namespace: string; key: string }[] }) =>
      deleteMetafields(context, args.metafields),
    tagsAdd: (args: { id: string; tags: string[] }) => changeTags(context, args, "tagsAdd"),
    tagsRemove: (args: { id: string; tags: string[] }) => changeTags(context, args, "tagsRemove"),
    ...bulkMutations(context),
    ...discountMutations(context),
    ...creditMutations(context),
  }
}

function ownerType(gid: string): string {
  return /^gid:\/\/shopify\/(\w+)\//.exec(gid)?.[1] ?? ""
}

function requireWrite(context: ApiContext, gid: string, fieldName: string): void {
  const scope = WRITE_SCOPE[ownerType(gid)]
  if (scope) requireAnyScope(context.scopes, fieldName, `\`${scope}\` access scope.`)
}

/** All or nothing, as Shopify does it. */
function setMetafields(context: ApiContext, inputs: MetafieldInput[]): Record<string, unknown> {
  for (const input of inputs) requireWrite(context, input.ownerId, "metafieldsSet")
  const userErrors = checkMetafields(context, inputs)
  if (userErrors.length > 0) return { metafields: null, userErrors }
  const { world, config } = context.simulator
  const owners = new Set<string>()
  const metafields = inputs.map((input) => {
    const namespace = storedNamespace(input.namespace ?? "$app", config.apiKey)
    const known = context.place.metafields.get(input.ownerId)?.get(`${namespace}.${input.key}`)
    const { metafield, changed } = putMetafield(
      world,
      context.shop,
      {
        ownerGid: input.ownerId,
        namespace,
        key: input.key,
        type: input.type ?? (known?.type as string),
        value: input.value,
      },
      context.at,
    )
    if (changed) owners.add(input.ownerId)
    return metafieldNode(context, metafield)
  })
  for (const owner of owners) touchOwner(context, owner)
  return { metafields, userErrors: [] }
}

function deleteMetafields(
  context: ApiContext,
  inputs: { ownerId: string; namespace: string; key: string }[],
): Record<string, unknown> {
  const { world, config } = context.simulator
  for (const input of inputs) requireWrite(context, input.ownerId, "metafieldsDelete")
  const deletedMetafields = inputs.map((input) => {
    const namespace = storedNamespace(input.namespace, config.apiKey)
    const removed = removeMetafield(world, context.shop, input.ownerId, namespace, input.key)
    return removed ? input : null
  })
  return { deletedMetafields, userErrors: [] }
}

/** A changed metafield moves the owner's `updated_at` and is told as its update. */
function touchOwner(context: ApiContext, gid: string): void {
  const id = gid.split("/").at(-1) as string
  const { world } = context.simulator
  const customer = ownerType(gid) === "Customer" ? context.place.customers.get(id) : undefined
  if (customer) touchCustomer(world, context.shop, customer, context.at)
  const product = ownerType(gid) === "Product" ? context.place.products.get(id) : undefined
  if (product) touchProduct(world, context.shop, product, context.at)
}

function changeTags(
  context: ApiContext,
  args: { id: string; tags: string[] },
  mutation: "tagsAdd" | "tagsRemove",
): Record<string, unknown> {
  requireWrite(context, args.id, mutation)
  const id = args.id.split("/").at(-1) as string
  const place = { Customer: context.place.customers, Order: context.place.orders, Product: context.place.products }
  const type = ownerType(args.id) as keyof typeof place
  if (!(type in place)) throw new GraphQLError(`${mutation} on ${type} is not simulated`)
  const owner = place[type].get(id)
  if (!owner) {
    return { node: null, userErrors: [{ field: ["id"], message: `${type} does not exist` }] }
  }
  const before = splitTags(owner.tags)
  const tags = mutation === "tagsAdd" ? addTags(before, args.tags) : removeTags(before, args.tags)
  if (tags.join(",") !== before.join(",")) writeTags(context, type, id, tags)
  return { node: () => findNode(context, args.id), userErrors: [] }
}

function addTags(before: string[], added: string[]): string[] {
  const known = new Set(before.map((tag) => tag.toLowerCase()))
  const fresh = added.map((tag) => tag.trim()).filter((tag) => tag && !known.has(tag.toLowerCase()))
  return [...before, ...fresh].sort((a, b) => a.localeCompare(b))
}

function removeTags(before: string[], removed: string[]): string[] {
  const gone = new Set(removed.map((tag) => tag.trim().toLowerCase()))
  return before.filter((tag) => !gone.has(tag.toLowerCase()))
}

function writeTags(context: ApiContext, type: string, id: string, tags: string[]): void {
  const { world } = context.simulator
  if (type === "Customer") updateCustomer(world, context.shop, id, { tags }, context.at)
  if (type === "Order") annotateOrder(world, context.shop, id, { tags }, context.at)
  if (type === "Product") updateProduct(world, context.shop, id, { tags }, context.at)
}
