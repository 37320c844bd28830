import { storedNamespace } from "../world/metafields.ts"
import type { ApiContext } from "./api-context.ts"
import { compareDigest } from "./nodes/metafield.ts"

export type MetafieldInput = {
  ownerId: string
  namespace?: string | null
  key: string
  type?: string | null
  value: string
  compareDigest?: string | null
}

type Fault = { field: string[]; message: string; code: string; elementIndex: number | null }

const MOST_AT_ONCE = 25
const JSON_BYTES = 128 * 1024
const OTHER_BYTES = 64 * 1024

const VALUE_RULES: Record<string, (value: string) => boolean> = {
  json: isJson,
  boolean: (value) => value === "true" || value === "false",
  number_integer: (value) => /^-?\d+$/.test(value) && Number.isSafeInteger(Number(value)),
  number_decimal: (value) => /^-?\d+(\.\d+)?$/.test(value),
  single_line_text_field: (value) => value.length > 0 && !value.includes("\n"),
  multi_line_text_field: (value) => value.length > 0,
  date: (value) => /^\d{4}-\d{2}-\d{2}$/.test(value),
  date_time: (value) => !Number.isNaN(Date.parse(value)),
}

/** What Shopify would refuse about these inputs; empty when all may be written. */
export function checkMetafields(context: ApiContext, inputs: MetafieldInput[]): Fault[] {
  if (inputs.length > MOST_AT_ONCE) {
    const message = `Exceeded the maximum metafields input limit of ${MOST_AT_ONCE}.`
    return [{ field: ["metafields"], message, code: "LESS_THAN_OR_EQUAL_TO", elementIndex: null }]
  }
  return inputs.flatMap((input, index) => checkOne(context, input, index))
}

function checkOne(context: ApiContext, input: MetafieldInput, index: number): Fault[] {
  const fault = (field: string, code: string, message: string): Fault[] => [
    { field: ["metafields", String(index), field], message, code, elementIndex: index },
  ]
  const { apiKey } = context.simulator.config
  const namespace = storedNamespace(input.namespace ?? "$app", apiKey)
  const known = context.place.metafields.get(input.ownerId)?.get(`${namespace}.${input.key}`)
  if (!ownerExists(context, input.ownerId)) return fault("ownerId", "INVALID", "Owner does not exist.")
  if (namespace.startsWith("app--") && !namespace.startsWith(storedNamespace("$app", apiKey))) {
    return fault("namespace", "APP_NOT_AUTHORIZED", "Access to this namespace and key is not allowed.")
  }
  if (!/^[\w-]{2,64}$/.test(input.key)) return fault("key", "INVALID", "Key is 2 to 64 letters, digits, - or _.")
  const type = input.type ?? known?.type
  if (!type) return fault("type", "BLANK", "Type can't be blank.")
  if (known && known.type !== type) {
    return fault("type", "INVALID_TYPE", `Type must be consistent with the type "${known.type}".`)
  }
  const isValid = VALUE_RULES[type]
  if (!isValid) return fault("type", "INCLUSION", `The type ${type} is not simulated.`)
  if (!isValid(input.value)) return fault("value", "INVALID_VALUE", `Value is not valid for ${type}.`)
  const limit = type === "json" ? JSON_BYTES : OTHER_BYTES
  if (Buffer.byteLength(input.value) > limit) {
    return fault("value", "TOO_LONG", `Value is too long (maximum is ${limit} bytes).`)
  }
  if (isStale(input, known ? compareDigest(known) : null)) {
    return fault("compareDigest", "STALE_OBJECT", "The resource has been updated since it was loaded.")
  }
  return []
}

/** `compareDigest: null` in the input means: only when there is none yet; left out: whatever there is. */
function isStale(input: MetafieldInput, digest: string | null): boolean {
  return input.compareDigest !== undefined && input.compareDigest !== digest
}

function ownerExists(context: ApiContext, gid: string): boolean {
  const match = /^gid:\/\/shopify\/(\w+)\/(\d+)$/.exec(gid)
  const id = match?.[2] ?? ""
  const { customers, orders, products, shop } = context.place
  switch (match?.[1]) {
    case "Shop":
    case "AppInstallation":
      return shop.id === id
    case "Customer":
      return customers.has(id)
    case "Order":
      return orders.has(id)
    case "Product":
      return products.has(id)
    default:
      return false
  }
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value)
    return true
  } catch {
    return false
  }
}
