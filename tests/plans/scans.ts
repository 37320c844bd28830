import type { Door } from "#app/lib/db.server.ts"
import type { Statement } from "./recorded-statements.ts"

/**
 * How a table was read by a plan: by which scan, how often, through which index, and how many rows it looked at. Entries of
 * an index that are passed over on the way count as no rows: only the blocks tell of them.
 */
export type Scan = {
  table: string
  scan: string
  index: string | null
  loops: number
  rowsLookedAt: number
  blocks: number
}

type Node = {
  "Node Type": string
  "Relation Name"?: string
  "Index Name"?: string
  "Actual Rows": number
  "Actual Loops": number
  "Shared Hit Blocks": number
  "Shared Read Blocks": number
  "Rows Removed by Filter"?: number
  "Rows Removed by Index Recheck"?: number
  Plans?: Node[]
}

/** Runs a statement and tells how each table was read. */
export async function scansOf(at: Door, { text, values }: Statement): Promise<Scan[]> {
  const { rows } = await at.query<{ "QUERY PLAN": { Plan: Node }[] }>(
    `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ${text}`,
    values,
  )
  const found: Scan[] = []
  const visit = (node: Node): void => {
    if (node["Relation Name"]) {
      const removed = (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Index Recheck"] ?? 0)
      found.push({
        table: node["Relation Name"],
        scan: node["Node Type"],
        index: node["Index Name"] ?? indexBelow(node),
        loops: node["Actual Loops"],
        rowsLookedAt: Math.round((node["Actual Rows"] + removed) * node["Actual Loops"]),
        blocks: node["Shared Hit Blocks"] + node["Shared Read Blocks"],
      })
    }
    for (const below of node.Plans ?? []) visit(below)
  }
  for (const { Plan } of rows.flatMap((row) => row["QUERY PLAN"])) visit(Plan)
  return found
}

/** A bitmap scan names its indexes in the nodes below it. */
function indexBelow(node: Node): string | null {
  for (const below of node.Plans ?? []) {
    const index = below["Index Name"] ?? indexBelow(below)
    if (index) return index
  }
  return null
}
