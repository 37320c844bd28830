import {
  type DocumentNode,
  execute,
  GraphQLError,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  validate,
} from "graphql"
import type { ApiContext } from "./api-context.ts"
import { loadContract } from "./contract.ts"
import { actualCost, MAX_QUERY_COST, requestedCost } from "./cost.ts"
import { mutationRoot } from "./mutations.ts"
import { queryRoot } from "./queries.ts"
import { resolveField } from "./resolve-field.ts"
import type { Throttle } from "./throttle.ts"

export type GraphqlRequest = {
  query: string
  operationName?: string | null
  variables?: Record<string, unknown> | null
}

export type GraphqlAnswer = {
  data?: unknown
  errors?: Record<string, unknown>[]
  extensions?: Record<string, unknown>
}

/** Answers one request of the Admin API with Shopify's cost and throttle extensions. */
export async function answer(context: ApiContext, throttle: Throttle, request: GraphqlRequest): Promise<GraphqlAnswer> {
  const { schema } = loadContract()
  const parsed = read(request)
  if (!("document" in parsed)) return parsed
  const { document, operation } = parsed
  if (!documents.has(request.query)) {
    const faults = validate(schema, document)
    if (faults.length > 0) return { errors: faults.map((fault) => ({ ...fault.toJSON() })) }
    remember(request.query, document)
  }
  const variables = request.variables ?? {}
  const requested = requestedCost(schema, document, operation, variables)
  if (requested > MAX_QUERY_COST) return tooExpensive(requested)
  const { shop } = context
  if (!throttle.take(shop, requested, performance.now())) return throttled(shop, throttle, requested)
  const result = await run(context, document, operation, variables)
  const actual = actualCost(result.data, requested)
  throttle.giveBack(shop, requested - actual)
  return {
    ...(result.data === undefined ? {} : { data: result.data }),
    ...(result.errors ? { errors: result.errors.map((error) => ({ ...error.toJSON() })) } : {}),
    extensions: { cost: cost(requested, actual, throttle.status(shop, performance.now())) },
  }
}

/** Documents that were found valid: an app asks the same few, and judging one costs more than answering it. */
const documents = new Map<string, DocumentNode>()
const MOST_DOCUMENTS = 200

function remember(query: string, document: DocumentNode): void {
  if (documents.size >= MOST_DOCUMENTS) documents.clear()
  documents.set(query, document)
}

function read(request: GraphqlRequest): { document: DocumentNode; operation: OperationDefinitionNode } | GraphqlAnswer {
  try {
    const document = documents.get(request.query) ?? parse(request.query)
    const operation = getOperationAST(document, request.operationName)
    if (operation) return { document, operation }
    const message = request.operationName ? `No operation named "${request.operationName}"` : "No operation"
    return { errors: [{ message }] }
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [{ ...error.toJSON() }] }
    throw error
  }
}

async function run(
  context: ApiContext,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
) {
  return execute({
    schema: loadContract().schema,
    document,
    operationName: operation.name?.value,
    variableValues: variables,
    rootValue: operation.operation === "mutation" ? mutationRoot(context) : queryRoot(context),
    contextValue: context,
    fieldResolver: resolveField,
    typeResolver: (value) => (value as { __typename?: string }).__typename,
  })
}

function cost(requested: number, actual: number | null, throttleStatus: unknown): Record<string, unknown> {
  return { requestedQueryCost: requested, actualQueryCost: actual, throttleStatus }
}

function throttled(shop: string, throttle: Throttle, requested: number): GraphqlAnswer {
  return {
    errors: [
      {
        message: "Throttled",
        extensions: {
          code: "THROTTLED",
          documentation: "https://shopify.dev/api/usage/rate-limits",
        },
      },
    ],
    extensions: { cost: cost(requested, null, throttle.status(shop, performance.now())) },
  }
}

function tooExpensive(requested: number): GraphqlAnswer {
  return {
    errors: [
      {
        message: `Query cost is ${requested}, which exceeds the single query max cost limit (${MAX_QUERY_COST}).`,
        extensions: { code: "MAX_COST_EXCEEDED", cost: requested, maxCost: MAX_QUERY_COST },
      },
    ],
  }
}
