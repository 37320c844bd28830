import { setImmediate as nextTurn } from "node:timers/promises"
import { execute } from "graphql"
import type { ApiContext } from "../api-context.ts"
import { loadContract } from "../contract.ts"
import { queryRoot } from "../queries.ts"
import { resolveField } from "../resolve-field.ts"
import { type BulkQuery, type ConnectionPlan, pageOf } from "./bulk-query.ts"

type Node = Record<string, unknown>
type Page = { nodes?: Node[]; edges?: { node: Node }[]; pageInfo?: { hasNextPage: boolean; endCursor: string | null } }

/** The lines of a result for one node: itself, then what its connections hold, each naming its parent. */
export type NodeLines = { own: Node; children: Node[] }

const PAGE = 100

/** Runs a bulk query page by page, as the world is at each page. Throws the first error of an answer. */
export async function* runBulkQuery(context: ApiContext, query: BulkQuery): AsyncGenerator<NodeLines[]> {
  let after: string | null = null
  do {
    const { data, errors } = await execute({
      schema: loadContract().schema,
      document: pageOf(query, PAGE, after),
      rootValue: queryRoot(context),
      contextValue: context,
      fieldResolver: resolveField,
      typeResolver: (value) => (value as { __typename?: string }).__typename,
    })
    if (errors?.[0]) throw errors[0]
    const page = (data as Record<string, Page>)[query.root.key]
    yield nodesOf(page).map((node) => linesOf(node, query.root.children))
    after = page?.pageInfo?.hasNextPage ? page.pageInfo.endCursor : null
    await nextTurn()
  } while (after !== null)
}

function nodesOf(page: Page | undefined): Node[] {
  return page?.nodes ?? page?.edges?.map((edge) => edge.node) ?? []
}

function linesOf(node: Node, connections: ConnectionPlan[]): NodeLines {
  const own = { ...node }
  const children: Node[] = []
  for (const { key, children: deeper } of connections) {
    const held = nodesOf(own[key] as Page | undefined)
    delete own[key]
    for (const child of held) {
      const lines = linesOf(child, deeper)
      children.push({ ...lines.own, __parentId: node.id }, ...lines.children)
    }
  }
  return { own, children }
}
