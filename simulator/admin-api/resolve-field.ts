import { GraphQLError, type GraphQLFieldResolver, isNonNullType } from "graphql"
import { requireFieldAccess } from "./access.ts"
import type { ApiContext } from "./api-context.ts"
import { loadContract } from "./contract.ts"

/**
 * Reads a field off our node: a function is called with its arguments, a missing one is an error that says so.
 * Scopes come first; without the merchant's people (protected data) names and addresses are null.
 */
export const resolveField: GraphQLFieldResolver<unknown, ApiContext> = (source, args, context, info) => {
  const contract = loadContract()
  requireFieldAccess(contract, context.scopes, info)
  const value = (source as Record<string, unknown>)[info.fieldName]
  if (value === undefined) {
    throw new GraphQLError(`Field "${info.parentType.name}.${info.fieldName}" is not simulated`, {
      extensions: { code: "NOT_SIMULATED" },
    })
  }
  const hidden =
    context.simulator.config.protectedData === "hidden" &&
    contract.protectedFields.has(`${info.parentType.name}.${info.fieldName}`)
  if (hidden) return isNonNullType(info.returnType) ? "" : null
  return typeof value === "function" ? value(args) : value
}
