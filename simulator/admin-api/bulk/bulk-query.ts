import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  isListType,
  isNullableType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from "graphql"
import { EVERYTHING } from "../connection.ts"

/** A connection of a bulk query: the key of its answer, and the connections inside its nodes. */
export type ConnectionPlan = { key: string; children: ConnectionPlan[] }

export type BulkQuery = { document: DocumentNode; root: ConnectionPlan }

const MAX_CONNECTIONS = 5
const MAX_DEPTH = 2

/**
 * Reads a query as `bulkOperationRunQuery` takes it, and refuses what Shopify refuses: no connection, more than five, more
 * than two nested in each other, one inside a list, `node` or `nodes` on top, variables.
 * https://shopify.dev/docs/api/usage/bulk-operations/queries
 */
export function readBulkQuery(schema: GraphQLSchema, text: string): BulkQuery {
  const document = parse(text)
  const faults = validate(schema, document)
  if (faults.length > 0) throw faults[0] as GraphQLError
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)
  if (operation?.operation !== "query") throw refuse("only a query can be run in bulk")
  const [top, ...more] = operation.selectionSet.selections
  if (more.length > 0 || top?.kind !== Kind.FIELD) throw refuse("a bulk query has one field on top")
  if (["node", "nodes"].includes(top.name.value)) throw refuse("node and nodes cannot stand on top of a bulk query")
  if (operation.variableDefinitions?.length) throw refuse("a bulk query has no variables")
  const whole = inlined(document)
  return { document: whole, root: planOf(schema, whole) }
}

function refuse(message: string): GraphQLError {
  return new GraphQLError(message)
}

function planOf(schema: GraphQLSchema, document: DocumentNode): ConnectionPlan {
  const open: ConnectionPlan[] = []
  const tops: ConnectionPlan[] = []
  const lists: string[] = []
  let count = 0
  const info = new TypeInfo(schema)
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: {
        enter(node) {
          const type = info.getType()
          if (!type) return
          const named = getNamedType(type)
          if (isObjectType(named) && named.name.endsWith("Connection")) {
            if (lists.length > 0) throw refuse(`the connection ${node.name.value} stands inside a list`)
            const plan = { key: (node.alias ?? node.name).value, children: [] }
            count += 1
            ;(open.at(-1)?.children ?? tops).push(plan)
            open.push(plan)
            if (open.length - 1 > MAX_DEPTH) throw refuse("connections are nested more than two levels deep")
          } else if (isList(type) && !isWrapper(node)) lists.push(node.name.value)
        },
        leave(node) {
          const type = info.getType()
          if (!type) return
          if (getNamedType(type).name.endsWith("Connection")) open.pop()
          else if (isList(type) && !isWrapper(node)) lists.pop()
        },
      },
    }),
  )
  const [root] = tops
  if (!root) throw refuse("a bulk query contains at least one connection")
  if (count > MAX_CONNECTIONS) throw refuse(`a bulk query has at most ${MAX_CONNECTIONS} connections`)
  return root
}

function isList(type: unknown): boolean {
  return isListType(isNullableType(type) ? type : (type as { ofType: unknown }).ofType)
}

function isWrapper(node: FieldNode): boolean {
  return node.name.value === "edges" || node.name.value === "nodes"
}

/** Fragments put where they are used, so that one walk sees everything. */
function inlined(document: DocumentNode): DocumentNode {
  const fragments = new Map(
    document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  )
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)
  const expand = (node: OperationDefinitionNode): OperationDefinitionNode =>
    visit(node, {
      FragmentSpread(spread) {
        const { typeCondition, selectionSet } = fragments.get(spread.name.value) as never
        return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet }
      },
    })
  let expanded = operation as OperationDefinitionNode
  for (let depth = 0; depth < 10; depth += 1) expanded = expand(expanded)
  return { kind: Kind.DOCUMENT, definitions: [expanded] }
}

/**
 * The query that answers one page of the outermost connection, with everything the connections inside it hold (whatever
 * page sizes the query names: that is what a bulk operation is for). `after`: the cursor of the page before.
 */
export function pageOf({ document, root }: BulkQuery, first: number, after: string | null): DocumentNode {
  let isRoot = true
  return visit(document, {
    Field(node) {
      const wraps = node.selectionSet?.selections.some((one) => one.kind === Kind.FIELD && isWrapper(one))
      if (!wraps || !node.selectionSet) return undefined
      const own = (node.arguments ?? []).filter((one) => !["first", "last", "after", "before"].includes(one.name.value))
      if (!isRoot) return { ...node, arguments: [...own, intArgument("first", EVERYTHING)] }
      isRoot = false
      if ((node.alias ?? node.name).value !== root.key) throw refuse("the field on top is no connection")
      const cursor: ArgumentNode[] = after === null ? [] : [textArgument("after", after)]
      return {
        ...node,
        arguments: [...own, intArgument("first", first), ...cursor],
        selectionSet: { ...node.selectionSet, selections: [...node.selectionSet.selections, PAGE_INFO] },
      }
    },
  })
}

const PAGE_INFO = (parse("{ pageInfo { hasNextPage endCursor } }").definitions[0] as OperationDefinitionNode)
  .selectionSet.selections[0] as FieldNode

function intArgument(name: string, value: number): ArgumentNode {
  return {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: name },
    value: { kind: Kind.INT, value: String(value) },
  }
}

function textArgument(name: string, value: string): ArgumentNode {
  return { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value: { kind: Kind.STRING, value } }
}
