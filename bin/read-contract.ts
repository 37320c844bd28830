import { readFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from "graphql"

const CONTRACT = new URL("../app/shopify/contract/admin-2026-07.json.gz", import.meta.url)

/** What the contract says beyond GraphQL: who may read or call a thing, in Shopify's words. */
export type ContractMember = { name: string; requiredAccess?: string; isProtected?: boolean }
export type ContractType = ContractMember & { fields?: ContractMember[] | null; enumValues?: ContractMember[] | null }

/** The contract's bytes, unpacked: introspection JSON with `requiredAccess` and `isProtected` marks. */
export function readContract(): Buffer {
  return gunzipSync(readFileSync(CONTRACT))
}

/** The contract's types with their marks. */
export function contractTypes(contract: Buffer): ContractType[] {
  return JSON.parse(contract.toString("utf8")).data.__schema.types
}

/** The contract as a schema that GraphQL's own tools understand. */
export function contractSchema(contract: Buffer): GraphQLSchema {
  return buildClientSchema(JSON.parse(contract.toString("utf8")).data as IntrospectionQuery)
}
