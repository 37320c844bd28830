import { readFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from "graphql"

type Described = { name: string; requiredAccess?: string; isProtected?: boolean; fields?: Described[] | null }

export type Contract = {
  schema: GraphQLSchema
  /** What a type ("Order") or a field ("Shop.customerTags") needs, in Shopify's words. */
  requiredAccess: Map<string, string>
  /** Fields of people's names, addresses and the like ("Customer.email"). */
  protectedFields: Set<string>
}

const FILE = new URL("../../app/shopify/contract/admin-2026-07.json.gz", import.meta.url)

let loaded: Contract | undefined

/** The Admin API's schema of the pinned version with what it says about access; read once. */
export function loadContract(): Contract {
  loaded ??= read()
  return loaded
}

function read(): Contract {
  const file = JSON.parse(gunzipSync(readFileSync(FILE)).toString("utf8"))
  const introspection = (file.data ?? file) as IntrospectionQuery
  const requiredAccess = new Map<string, string>()
  const protectedFields = new Set<string>()
  for (const type of introspection.__schema.types as unknown as Described[]) {
    if (type.requiredAccess) requiredAccess.set(type.name, type.requiredAccess)
    for (const field of type.fields ?? []) {
      const name = `${type.name}.${field.name}`
      if (field.requiredAccess) requiredAccess.set(name, field.requiredAccess)
      if (field.isProtected) protectedFields.add(name)
    }
  }
  return { schema: buildClientSchema(introspection, { assumeValid: true }), requiredAccess, protectedFields }
}
