import type { CustomerAddress, CustomerRecord } from "../customer.ts"
import { customerPayload, emit } from "../emit.ts"
import type { Id } from "../order.ts"
import { wireTime } from "../wire.ts"
import { getShop, markChanged, nextId, type World } from "../world.ts"

export type NewCustomer = {
  firstName?: string | null
  lastName?: string | null
  email?: string | null
  phone?: string | null
  state?: CustomerRecord["state"]
  locale?: string
  tags?: string[]
  address?: Partial<Omit<CustomerAddress, "id" | "customer_id">>
}

/** The customer; throws when the shop has no such customer. */
export function getCustomer(world: World, shop: string, id: Id): CustomerRecord {
  const customer = getShop(world, shop).customers.get(id)
  if (!customer) throw new Error(`no such customer in ${shop}: ${id}`)
  return customer
}

/** The customer with this e-mail (case does not matter), or null. */
export function findCustomerByEmail(world: World, shop: string, email: string): CustomerRecord | null {
  const wanted = email.trim().toLowerCase()
  for (const customer of getShop(world, shop).customers.values()) {
    if (customer.email?.toLowerCase() === wanted) return customer
  }
  return null
}

/** Tells customers/create. An e-mail is taken once per shop: a second one throws. */
export function createCustomer(world: World, shop: string, input: NewCustomer, at: Date): CustomerRecord {
  const place = getShop(world, shop)
  if (input.email && findCustomerByEmail(world, shop, input.email)) {
    throw new Error(`a customer has this e-mail already: ${input.email}`)
  }
  const id = nextId(world)
  const time = wireTime(at, place.shop.ianaTimezone)
  const address = input.address ? [buildAddress(nextId(world), id, input)] : []
  const customer: CustomerRecord = {
    id,
    admin_graphql_api_id: `gid://shopify/Customer/${id}`,
    created_at: time,
    updated_at: time,
    first_name: input.firstName ?? null,
    last_name: input.lastName ?? null,
    state: input.state ?? "disabled",
    note: null,
    verified_email: true,
    multipass_identifier: null,
    tax_exempt: false,
    email: input.email ?? null,
    phone: input.phone ?? null,
    currency: place.shop.currency,
    addresses: address,
    tax_exemptions: [],
    ...(address[0] ? { default_address: address[0] } : {}),
    tags: (input.tags ?? []).join(", "),
    locale: input.locale ?? place.shop.locale,
  }
  place.customers.set(id, customer)
  markChanged(world, "customer", shop, id)
  emit(world, shop, at, [{ topic: "customers/create", payload: customerPayload(customer) }])
  return customer
}

function buildAddress(id: Id, customerId: Id, input: NewCustomer): CustomerAddress {
  const name = [input.firstName, input.lastName].filter(Boolean).join(" ")
  const given = input.address ?? {}
  return {
    id,
    customer_id: customerId,
    first_name: input.firstName ?? null,
    last_name: input.lastName ?? null,
    company: null,
    address1: given.address1 ?? null,
    address2: null,
    city: given.city ?? null,
    province: null,
    country: given.country ?? "Bulgaria",
    zip: given.zip ?? null,
    phone: given.phone ?? input.phone ?? null,
    name,
    province_code: null,
    country_code: given.country_code ?? "BG",
    country_name: given.country ?? "Bulgaria",
    default: true,
  }
}

/** Changes what is given; tells customers/update, and customers/enable when the state turns so. */
export function updateCustomer(
  world: World,
  shop: string,
  id: Id,
  change: Omit<NewCustomer, "address">,
  at: Date,
): CustomerRecord {
  const customer = getCustomer(world, shop, id)
  const enabled = change.state === "enabled" && customer.state !== "enabled"
  if (change.firstName !== undefined) customer.first_name = change.firstName
  if (change.lastName !== undefined) customer.last_name = change.lastName
  if (change.email !== undefined) customer.email = change.email
  if (change.phone !== undefined) customer.phone = change.phone
  if (change.state !== undefined) customer.state = change.state
  if (change.locale !== undefined) customer.locale = change.locale
  if (change.tags !== undefined) setTags(world, shop, customer, change.tags, at)
  touchCustomer(world, shop, customer, at, enabled ? ["customers/enable"] : [])
  return customer
}

/** Gives a customer these tags and tells which came and which went: the only topics that name tags. */
function setTags(world: World, shop: string, customer: CustomerRecord, tags: string[], at: Date): void {
  const before = customer.tags.split(", ").filter(Boolean)
  customer.tags = tags.join(", ")
  const tell = (topic: string, changed: string[]) => {
    if (changed.length === 0) return
    const payload = { customerId: customer.admin_graphql_api_id, tags: changed, occurredAt: at.toISOString() }
    emit(world, shop, at, [{ topic, payload }])
  }
  tell(
    "customer.tags_added",
    tags.filter((tag) => !before.includes(tag)),
  )
  tell(
    "customer.tags_removed",
    before.filter((tag) => !tags.includes(tag)),
  )
}

/** Moves `updated_at` and tells customers/update beside `topics`. */
export function touchCustomer(
  world: World,
  shop: string,
  customer: CustomerRecord,
  at: Date,
  topics: string[] = [],
): void {
  customer.updated_at = wireTime(at, getShop(world, shop).shop.ianaTimezone)
  markChanged(world, "customer", shop, customer.id)
  const payload = customerPayload(customer)
  emit(
    world,
    shop,
    at,
    [...topics, "customers/update"].map((topic) => ({ topic, payload })),
  )
}

/** Forgets the customer; orders keep their own copy. Tells customers/delete. */
export function deleteCustomer(world: World, shop: string, id: Id, at: Date): void {
  const customer = getCustomer(world, shop, id)
  const place = getShop(world, shop)
  place.customers.delete(id)
  place.metafields.delete(customer.admin_graphql_api_id)
  markChanged(world, "customer", shop, id)
  const payload = { id, tax_exemptions: [], admin_graphql_api_id: customer.admin_graphql_api_id }
  emit(world, shop, at, [{ topic: "customers/delete", payload }])
}

/** Two customers become one: orders, tags and what `kept` lacks move over. Tells customers/merge, then the deletion. */
export function mergeCustomers(world: World, shop: string, keptId: Id, goneId: Id, at: Date): CustomerRecord {
  if (keptId === goneId) throw new Error("a customer cannot be merged with itself")
  const kept = getCustomer(world, shop, keptId)
  const gone = getCustomer(world, shop, goneId)
  kept.email ??= gone.email
  kept.phone ??= gone.phone
  kept.tags = [...new Set([...kept.tags.split(", "), ...gone.tags.split(", ")])].filter(Boolean).join(", ")
  for (const order of getShop(world, shop).orders.values()) {
    if (order.customer?.id !== goneId) continue
    order.customer = structuredClone(kept)
    markChanged(world, "order", shop, order.id)
  }
  const payload = {
    admin_graphql_api_customer_kept_id: kept.admin_graphql_api_id,
    admin_graphql_api_customer_deleted_id: gone.admin_graphql_api_id,
    admin_graphql_api_job_id: null,
    status: "completed",
    errors: [],
  }
  touchCustomer(world, shop, kept, at)
  emit(world, shop, at, [{ topic: "customers/merge", payload }])
  deleteCustomer(world, shop, goneId, at)
  return kept
}

/** A shopper asks for her data, or for being forgotten: tells the compliance topic. */
export function askForData(
  world: World,
  shop: string,
  id: Id,
  topic: "customers/data_request" | "customers/redact",
  at: Date,
): void {
  const place = getShop(world, shop)
  const customer = getCustomer(world, shop, id)
  const orders = [...place.orders.values()].filter((order) => order.customer?.id === id).map((o) => o.id)
  const who = { id, email: customer.email, phone: customer.phone }
  const head = { shop_id: place.shop.id, shop_domain: shop, customer: who }
  const rest =
    topic === "customers/redact"
      ? { orders_to_redact: orders }
      : { orders_requested: orders, data_request: { id: nextId(world) } }
  emit(world, shop, at, [{ topic, payload: { ...head, ...rest } }])
}
