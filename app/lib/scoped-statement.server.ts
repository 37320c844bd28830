import pg from "pg"

/** What single statements are asked of; every answer is one statement's. */
export type Door = Pick<pg.Pool, "query">

/** The setting that every table's policy compares with its "shop" column (docs/decisions/012-tenancy-in-the-database.md). */
export const SCOPE_SETTING = "regulars.shop"
/** As scope: the rows of every shop. */
export const EVERY_SHOP = "*"

const SCOPE_SQL = `SELECT set_config('${SCOPE_SETTING}', $1, true)`

/** What we use of pg's query object, which sends its messages in `prepare` and is handed the answers. */
type Asked = pg.QueryConfig & {
  callback: (error: Error | null, result: pg.QueryResult) => void
  prepare: (wire: Wire) => void
  _getRows: (wire: Wire) => void
  handleRowDescription: (message: unknown) => void
  handleDataRow: (message: unknown) => void
  handleCommandComplete: (message: unknown, wire: Wire) => void
  handleReadyForQuery: (wire: Wire) => void
}
type Wire = {
  stream: { cork: () => void; uncork: () => void }
  parse: (message: { name: string; text: string }) => void
  bind: (message: { portal: string; statement: string; values: string[] }) => void
  execute: (message: { portal: string; rows: number }) => void
  sync: () => void
}

/** A connection of its own that sees every shop's rows until it ends; for commands and benches. */
export async function connectAcrossShops(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(`SET ${SCOPE_SETTING} = '${EVERY_SHOP}'`)
  return client
}

/**
 * A door to `pool` whose statements see the rows of `scope` alone: a shop's domain, or EVERY_SHOP.
 *
 * The setting and the statement travel together, before one Sync of the extended protocol: one round trip, and one
 * transaction whose end takes the setting away. So no connection ever keeps a scope, also behind a pooler that hands
 * connections around between transactions.
 */
export function scopedDoor(pool: pg.Pool, scope: string): Door {
  async function query(text: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult> {
    const [result] = await askTogether(pool, scope, [configOf(text, values)])
    return result as pg.QueryResult
  }
  return { query: query as Door["query"] }
}

/**
 * Like `scopedDoor`, but what is asked in one turn of the event loop (by the members of one Promise.all) travels in one
 * trip and sees one state of the rows. When one of them fails, all do.
 */
export function togetherDoor(pool: pg.Pool, scope: string): Door {
  let waiting: { config: pg.QueryConfig; resolve: (result: pg.QueryResult) => void; reject: (e: unknown) => void }[] =
    []

  async function flush(): Promise<void> {
    const turn = waiting
    waiting = []
    try {
      const configs = turn.map(({ config }) => config)
      const results = await askTogether(pool, scope, configs)
      for (const [index, { resolve }] of turn.entries()) resolve(results[index] as pg.QueryResult)
    } catch (error) {
      for (const { reject } of turn) reject(error)
    }
  }
  function query(text: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult> {
    if (waiting.length === 0) queueMicrotask(flush)
    return new Promise((resolve, reject) => waiting.push({ config: configOf(text, values), resolve, reject }))
  }
  return { query: query as Door["query"] }
}

function configOf(text: string | pg.QueryConfig, values?: unknown[]): pg.QueryConfig {
  return typeof text === "string" ? { text, values } : { ...text, values: text.values ?? values }
}

async function askTogether(pool: pg.Pool, scope: string, configs: pg.QueryConfig[]): Promise<pg.QueryResult[]> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    return await new Promise((resolve, reject) => {
      client.query(pipeline(scope, configs, resolve, reject))
    })
  } catch (error) {
    if (error instanceof Error) Error.captureStackTrace(error) // else it leads to the socket, not to who asked
    // A named statement that failed may not be known to the connection, as we think it is.
    if (!isRefusal(error) || configs.some(({ name }) => name)) broken = error as Error
    throw error
  } finally {
    client.release(broken)
  }
}

/** The server refused a statement, and the connection is as good as before: it did not end it (57P…: shut down). */
function isRefusal(error: unknown): boolean {
  return error instanceof pg.DatabaseError && !error.code?.startsWith("57P")
}

/** The setting and the statements as one query for pg's client, which hands every answer to the query it sent last. */
function pipeline(
  scope: string,
  configs: pg.QueryConfig[],
  resolve: (results: pg.QueryResult[]) => void,
  reject: (error: Error) => void,
): pg.Submittable {
  const asked = configs.map((config) => new pg.Query(config) as unknown as Asked)
  const results: pg.QueryResult[] = []
  for (const one of asked) {
    one._getRows = (wire) => wire.execute({ portal: "", rows: 0 }) // the one Sync comes after all
    one.callback = (error, result) => (error ? reject(error) : results.push(result))
  }
  let answered = -1 // the setting's own answer is nobody's
  const current = () => asked[answered]
  return {
    // The client notes under these which statement is known to its connection.
    get name() {
      return current()?.name
    },
    get text() {
      return current()?.text
    },
    submit(connection: unknown) {
      const wire = connection as Wire
      wire.stream.cork()
      wire.parse({ name: "", text: SCOPE_SQL })
      wire.bind({ portal: "", statement: "", values: [scope] })
      wire.execute({ portal: "", rows: 0 })
      for (const one of asked) one.prepare(wire)
      wire.sync()
      wire.stream.uncork()
    },
    handleRowDescription: (message: unknown) => current()?.handleRowDescription(message),
    handleDataRow: (message: unknown) => current()?.handleDataRow(message),
    handleCommandComplete(message: unknown, wire: Wire) {
      current()?.handleCommandComplete(message, wire)
      answered += 1
    },
    handleEmptyQuery() {
      answered += 1
    },
    handleError: reject,
    handleReadyForQuery(wire: Wire) {
      for (const one of asked) one.handleReadyForQuery(wire)
      resolve(results)
    },
  } as pg.Submittable
}
