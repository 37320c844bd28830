import { GraphQLError } from "graphql"
import { utcTime } from "../../world/wire.ts"
import type { ApiContext } from "../api-context.ts"
import { type PageArguments, paginate } from "../connection.ts"
import { loadContract } from "../contract.ts"
import { matchesText, matchesTime, parseSearchQuery, type SearchTerm, unknownTerm } from "../search-query.ts"
import { type BulkOperation, isUnderWay, listBulkOperations, startBulkOperation } from "./bulk-operations.ts"
import { readBulkQuery } from "./bulk-query.ts"

type Node = Record<string, unknown>

/** Addresses of results are good for seven days, in world time. */
const GOOD_MS = 7 * 86_400_000

/** Whether the address of a result is no longer good. */
export function isExpired(operation: BulkOperation, at: Date): boolean {
  return operation.completedAt !== null && at.getTime() - operation.completedAt.getTime() > GOOD_MS
}

function bulkNode(context: ApiContext, operation: BulkOperation): Node {
  const expired = isExpired(operation, context.at)
  const address = `${context.simulator.config.origin}/bulk-results/${operation.token}`
  const result = !expired && operation.completedAt !== null && operation.objectCount > 0 ? address : null
  return {
    __typename: "BulkOperation",
    id: `gid://shopify/BulkOperation/${operation.id}`,
    status: expired && operation.status === "COMPLETED" ? "EXPIRED" : operation.status,
    errorCode: operation.errorCode,
    type: "QUERY",
    query: operation.query,
    createdAt: utcTime(operation.createdAt.toISOString()),
    completedAt: operation.completedAt ? utcTime(operation.completedAt.toISOString()) : null,
    objectCount: String(operation.objectCount),
    rootObjectCount: String(operation.rootObjectCount),
    fileSize: operation.completedAt ? String(operation.fileSize) : null,
    // An operation that found nothing completes without a file.
    url: operation.status === "COMPLETED" ? result : null,
    partialDataUrl: operation.status === "FAILED" || operation.status === "CANCELED" ? result : null,
  }
}

export function findBulkNode(context: ApiContext, id: string): Node | null {
  const found = listBulkOperations(context.simulator.world, context.shop).find((one) => one.id === id)
  return found ? bulkNode(context, found) : null
}

/** What queries may ask about bulk operations. */
export function bulkQueries(context: ApiContext): Record<string, unknown> {
  const all = () => listBulkOperations(context.simulator.world, context.shop)
  return {
    bulkOperation: ({ id }: { id: string }) => findBulkNode(context, id.slice(id.lastIndexOf("/") + 1)),
    bulkOperations: (args: PageArguments & { query?: string | null }) => {
      const terms = parseSearchQuery(args.query)
      return paginate(
        all().filter((one) => terms.every((term) => matches(one, term))),
        args,
        (one) => ({ value: one.createdAt.toISOString(), id: one.id }),
        (one) => bulkNode(context, one),
      )
    },
    currentBulkOperation: ({ type }: { type?: string | null }) => {
      const [latest] = type === "MUTATION" ? [] : all()
      return latest ? bulkNode(context, latest) : null
    },
  }
}

function matches(operation: BulkOperation, term: SearchTerm): boolean {
  if (term.field === "status") return matchesText(operation.status, term)
  if (term.field === "operation_type") return matchesText("query", term)
  if (term.field === "created_at") return matchesTime(operation.createdAt.toISOString(), term)
  return unknownTerm("bulk operations", term)
}

/** What mutations may do with bulk operations. */
export function bulkMutations(context: ApiContext): Record<string, unknown> {
  return {
    bulkOperationRunQuery: (args: { query: string; groupObjects: boolean }) => runQuery(context, args),
    bulkOperationCancel: ({ id }: { id: string }) => cancel(context, id.slice(id.lastIndexOf("/") + 1)),
  }
}

function runQuery(context: ApiContext, args: { query: string; groupObjects: boolean }): Node {
  const refused = (code: string, message: string) => ({
    bulkOperation: null,
    userErrors: [{ __typename: "BulkOperationUserError", code, field: ["query"], message }],
  })
  try {
    const query = readBulkQuery(loadContract().schema, args.query)
    const started = startBulkOperation(context, query, args.query, args.groupObjects)
    if (!started) return refused("LIMIT_REACHED", "Five bulk operations of this app are running in this shop already.")
    return { bulkOperation: bulkNode(context, started), userErrors: [] }
  } catch (error) {
    if (error instanceof GraphQLError) return refused("INVALID", error.message)
    throw error
  }
}

function cancel(context: ApiContext, id: string): Node {
  const operation = listBulkOperations(context.simulator.world, context.shop).find((one) => one.id === id)
  const refused = (message: string) => ({
    bulkOperation: operation ? bulkNode(context, operation) : null,
    userErrors: [{ __typename: "UserError", field: ["id"], message }],
  })
  if (!operation) return refused("There is no such bulk operation.")
  if (!isUnderWay(operation)) return refused("A bulk operation that has ended cannot be cancelled.")
  operation.status = "CANCELING"
  return { bulkOperation: bulkNode(context, operation), userErrors: [] }
}
