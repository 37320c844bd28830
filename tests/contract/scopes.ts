import { type DocumentNode, type GraphQLSchema, getNamedType, parse, TypeInfo, visit, visitWithTypeInfo } from "graphql"
import type { ContractType } from "../../bin/read-contract.ts"

/** Scopes of which any one is enough. */
export type AnyOf = string[]

/** "`read_orders` access scope or `read_marketplace_orders` access scope." → ["read_orders", "read_marketplace_orders"] */
export function scopesIn(requiredAccess: string | undefined): AnyOf {
  return (requiredAccess?.split(" Also:")[0]?.match(/`\w+`/g) ?? []).map((scope) => scope.replaceAll("`", ""))
}

/** What a document needs by the contract: one entry for each type, field or mutation that asks for scopes. */
export function neededScopes(schema: GraphQLSchema, types: ContractType[], source: string): AnyOf[] {
  const document: DocumentNode = parse(source)
  const info = new TypeInfo(schema)
  const needs = new Map<string, AnyOf>()
  const need = (scopes: AnyOf) => scopes.length > 0 && needs.set(scopes.join(), scopes)
  visit(
    document,
    visitWithTypeInfo(info, {
      Field() {
        const parent = types.find((type) => type.name === info.getParentType()?.name)
        const field = parent?.fields?.find((candidate) => candidate.name === info.getFieldDef()?.name)
        const output = info.getType()
        const returned = output && types.find((type) => type.name === getNamedType(output).name)
        need(scopesIn(field?.requiredAccess))
        need(scopesIn(returned?.requiredAccess))
      },
    }),
  )
  return [...needs.values()]
}

/** True when the granted scopes satisfy a need; writing includes reading. */
export function isGranted(granted: string[], anyOf: AnyOf): boolean {
  const all = new Set([...granted, ...granted.map((scope) => scope.replace(/^write_/, "read_"))])
  return anyOf.some((scope) => all.has(scope))
}
