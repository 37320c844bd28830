import { GraphQLError, type GraphQLObjectType, type GraphQLResolveInfo, getNamedType } from "graphql"
import type { Contract } from "./contract.ts"

/** Sentences already read: there are a few dozen, and each field of an answer is judged by one or two. */
const scopesOf = new Map<string, string[]>()

/** The scopes named in a sentence of the contract; any one of them is enough. Staff permissions are not simulated. */
function namedScopes(requiredAccess: string): string[] {
  const known = scopesOf.get(requiredAccess)
  if (known) return known
  const sentence = requiredAccess.split(/Also:|For instance/)[0] as string
  const scopes = [...sentence.matchAll(/`((?:read|write)_\w+)`/g)].map((match) => match[1] as string)
  scopesOf.set(requiredAccess, scopes)
  return scopes
}

/** What fields need, looked up once for each field of the schema that was ever asked for. */
const needs = new WeakMap<GraphQLObjectType, Map<string, string[]>>()

function needsOf(contract: Contract, { parentType, fieldName, returnType }: GraphQLResolveInfo): string[] {
  const ofType = needs.get(parentType) ?? new Map<string, string[]>()
  needs.set(parentType, ofType)
  const known = ofType.get(fieldName)
  if (known) return known
  const names = [`${parentType.name}.${fieldName}`, getNamedType(returnType).name.replace(/Connection$/, "")]
  const sentences = names.flatMap((name) => contract.requiredAccess.get(name) ?? [])
  ofType.set(fieldName, sentences)
  return sentences
}

/** A write scope includes its read scope. */
export function grants(scopes: ReadonlySet<string>, wanted: string): boolean {
  return scopes.has(wanted) || (wanted.startsWith("read_") && scopes.has(wanted.replace("read_", "write_")))
}

/** Throws ACCESS_DENIED, in Shopify's words, when the field or what it returns needs a scope that was not granted. */
export function requireFieldAccess(contract: Contract, scopes: ReadonlySet<string>, info: GraphQLResolveInfo): void {
  for (const sentence of needsOf(contract, info)) requireAnyScope(scopes, info.fieldName, sentence)
}

/** Throws ACCESS_DENIED unless one of the scopes the sentence names was granted. */
export function requireAnyScope(scopes: ReadonlySet<string>, fieldName: string, requiredAccess: string): void {
  const wanted = namedScopes(requiredAccess)
  if (wanted.length === 0 || wanted.some((scope) => grants(scopes, scope))) return
  throw new GraphQLError(`Access denied for ${fieldName} field. Required access: ${requiredAccess}`, {
    extensions: {
      code: "ACCESS_DENIED",
      documentation: "https://shopify.dev/api/usage/access-scopes",
      requiredAccess,
    },
  })
}
