import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql"

export const MAX_QUERY_COST = 1000

const MUTATION_COST = 10

type Walk = {
  schema: GraphQLSchema
  fragments: Map<string, FragmentDefinitionNode>
  variables: Record<string, unknown>
}

/**
 * Shopify's published rule: scalars cost nothing, an object 1, a mutation 10, a connection 2 and then each of the
 * `first`/`last` objects it may return, with all that is asked of one. https://shopify.dev/docs/api/usage/limits
 */
export function requestedCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  const root = schema.getRootType(operation.operation)
  if (!root) return 0
  const base = operation.operation === "mutation" ? MUTATION_COST : 0
  return base + costOfSelections({ schema, fragments, variables }, root.name, operation.selectionSet)
}

function costOfSelections(walk: Walk, typeName: string, selections: SelectionSetNode): number {
  let cost = 0
  for (const selection of selections.selections) {
    if (selection.kind === Kind.FIELD) cost += costOfField(walk, typeName, selection)
    else if (selection.kind === Kind.INLINE_FRAGMENT) {
      cost += costOfSelections(walk, selection.typeCondition?.name.value ?? typeName, selection.selectionSet)
    } else {
      const fragment = walk.fragments.get(selection.name.value)
      if (fragment) cost += costOfSelections(walk, fragment.typeCondition.name.value, fragment.selectionSet)
    }
  }
  return cost
}

function costOfField(walk: Walk, typeName: string, field: FieldNode): number {
  const type = fieldType(walk.schema, typeName, field.name.value)
  if (!type || !field.selectionSet) return 0
  const named = getNamedType(type)
  if (!isCompositeType(named)) return 0
  if (named.name === "PageInfo") return 0
  const inner = costOfSelections(walk, named.name, field.selectionSet)
  const ids = idsAsked(walk, field)
  if (ids !== null) return ids * (1 + inner)
  // The wrappers of a connection cost nothing themselves: the connection counted its objects.
  if (field.name.value === "nodes" || field.name.value === "edges" || named.name.endsWith("Edge")) return inner
  const size = pageSize(walk, field)
  if (named.name.endsWith("Connection")) return 2 + size * (1 + inner)
  return field.arguments?.some((argument) => ["first", "last"].includes(argument.name.value))
    ? size * (1 + inner)
    : 1 + inner
}

function fieldType(schema: GraphQLSchema, typeName: string, field: string): GraphQLOutputType | null {
  const type = schema.getType(typeName)
  if (!isObjectType(type) && !isInterfaceType(type)) return null
  return type.getFields()[field]?.type ?? null
}

function pageSize(walk: Walk, field: FieldNode): number {
  for (const argument of field.arguments ?? []) {
    if (argument.name.value !== "first" && argument.name.value !== "last") continue
    const value = argument.value
    if (value.kind === Kind.INT) return Number(value.value)
    if (value.kind === Kind.VARIABLE) return Number(walk.variables[value.name.value] ?? 0)
  }
  return 1
}

/** `nodes(ids)` is as many objects as ids are asked for. */
function idsAsked(walk: Walk, field: FieldNode): number | null {
  const value = field.arguments?.find((argument) => argument.name.value === "ids")?.value
  if (!value) return null
  if (value.kind === Kind.LIST) return value.values.length
  const given = value.kind === Kind.VARIABLE ? walk.variables[value.name.value] : null
  return Array.isArray(given) ? given.length : 1
}

/** What an answer really cost: one for each object in it. */
export function actualCost(data: unknown, requested: number): number {
  return Math.min(requested, Math.max(1, countObjects(data)))
}

function countObjects(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, entry) => sum + countObjects(entry), 0)
  if (value === null || typeof value !== "object") return 0
  return Object.values(value).reduce<number>((sum, entry) => sum + countObjects(entry), 1)
}
