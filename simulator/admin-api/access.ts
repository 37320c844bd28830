import { GraphQLError, type GraphQLResolveInfo, getNamedType } from "graphql"
import type { Contract } from "./contract.ts"

/** The scopes named in a sentence of the contract; any one of them is enough. Staff permissions are not simulated. */
function namedScopes(requiredAccess: string): string[] {
  const sentence = requiredAccess.split(/Also:|For instance/)[0] as string
  return [...sentence.matchAll(/`((?:read|write)_\w+)`/g)].map((match) => match[1] as string)
}

/** A write scope includes its read scope. */
export function grants(scopes: ReadonlySet<string>, wanted: string): boolean {
  return scopes.has(wanted) || (wanted.startsWith("read_") && scopes.has(wanted.replace("read_", "write_")))
}

/** Throws ACCESS_DENIED, in Shopify's words, when the field or what it returns needs a scope that was not granted. */
export function requireFieldAccess(contract: Contract, scopes: ReadonlySet<string>, info: GraphQLResolveInfo): void {
  const names = [
    `${info.parentType.name}.${info.fieldName}`,
    getNamedType(info.returnType).name.replace(/Connection$/, ""),
  ]
  for (const name of names) {
    const sentence = contract.requiredAccess.get(name)
    if (sentence) requireAnyScope(scopes, info.fieldName, sentence)
  }
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
