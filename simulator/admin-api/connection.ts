import { GraphQLError } from "graphql"

export type PageArguments = {
  first?: number | null
  after?: string | null
  last?: number | null
  before?: string | null
  reverse?: boolean | null
}

/** Made when asked for: nobody reads both nodes and edges, and a page may hold hundreds. */
export type Connection<Node> = {
  nodes: () => Node[]
  edges: () => { cursor: string; node: Node }[]
  pageInfo: {
    hasNextPage: boolean
    hasPreviousPage: boolean
    startCursor: string | null
    endCursor: string | null
  }
}

/** Where an entry stands: the value it is sorted by, then its id. */
export type SortKey = { value: string; id: string }

const MAX_PAGE = 250
/** What a bulk operation asks of each connection: no page, all of it. */
export const EVERYTHING = 2 ** 31 - 1

/**
 * A page of `entries` in the order of their keys. Cursors hold the key, so a page that follows stays right when
 * entries come and go meanwhile, and an entry that moved behind the cursor shows up again, as at Shopify.
 */
export function paginate<Entry, Node>(
  entries: Entry[],
  args: PageArguments,
  keyOf: (entry: Entry) => SortKey,
  toNode: (entry: Entry) => Node,
): Connection<Node> {
  requirePage(args)
  const direction = args.reverse ? -1 : 1
  const compare = (a: SortKey, b: SortKey) => compareKeys(a, b) * direction
  const keyed = entries.map((entry) => ({ entry, key: keyOf(entry) }))
  const after = args.after ? readCursor(args.after) : null
  const before = args.before ? readCursor(args.before) : null
  const range = keyed
    .filter(({ key }) => (!after || compare(key, after) > 0) && (!before || compare(key, before) < 0))
    .sort((a, b) => compare(a.key, b.key))
  const page = typeof args.first === "number" ? range.slice(0, args.first) : range.slice(-(args.last as number))
  const firstOfPage = page[0]
  const lastOfPage = page.at(-1)
  return {
    nodes: () => page.map(({ entry }) => toNode(entry)),
    edges: () => page.map(({ entry, key }) => ({ cursor: writeCursor(key), node: toNode(entry) })),
    pageInfo: {
      hasNextPage: lastOfPage ? keyed.some(({ key }) => compare(key, lastOfPage.key) > 0) : false,
      hasPreviousPage: firstOfPage ? keyed.some(({ key }) => compare(key, firstOfPage.key) < 0) : false,
      startCursor: firstOfPage ? writeCursor(firstOfPage.key) : null,
      endCursor: lastOfPage ? writeCursor(lastOfPage.key) : null,
    },
  }
}

/** A page of a short list that keeps its own order. */
export function paginateList<Entry, Node>(
  entries: Entry[],
  args: PageArguments,
  toNode: (entry: Entry) => Node,
): Connection<Node> {
  const numbered = entries.map((entry, index) => ({ entry, index }))
  return paginate(
    numbered,
    args,
    ({ index }) => ({ value: "", id: String(index + 1) }),
    ({ entry }) => toNode(entry),
  )
}

function requirePage(args: PageArguments): void {
  const size = args.first ?? args.last
  if (typeof size !== "number") throw badRequest("you must provide one of first or last")
  if (size < 0 || (size > MAX_PAGE && size !== EVERYTHING)) throw badRequest(`first and last go from 0 to ${MAX_PAGE}`)
}

function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "BAD_REQUEST" } })
}

/** By value, then by id as a number of any length. */
function compareKeys(a: SortKey, b: SortKey): number {
  if (a.value !== b.value) return a.value < b.value ? -1 : 1
  if (a.id.length !== b.id.length) return a.id.length - b.id.length
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

function writeCursor(key: SortKey): string {
  return Buffer.from(JSON.stringify({ last_id: key.id, last_value: key.value })).toString("base64")
}

function readCursor(cursor: string): SortKey {
  try {
    const { last_id: id, last_value: value } = JSON.parse(Buffer.from(cursor, "base64").toString("utf8"))
    if (typeof id === "string" && typeof value === "string") return { id, value }
  } catch {
    // Falls through: not a cursor of ours.
  }
  throw badRequest("Invalid cursor for current pagination sort.")
}
