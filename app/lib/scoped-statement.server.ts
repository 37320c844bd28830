import pg from "pg"

/** What single statements are asked of; every answer is one statement's. */
export type Door = Pick<pg.Pool, "query">

/** The setting that every table's policy compares with its "shop" column (docs/decisions/012-tenancy-in-the-database.md). */
export const SCOPE_SETTING = "regulars.shop"
/** As scope: the rows of every shop. */
export const EVERY_SHOP = "*"

const SCOPE_SQL = `SELECT set_config('${SCOPE_SETTING}', $1, true)`

/** What we need of pg's query object, which sends its messages in `prepare` and is handed the answers. */
type Sending = {
  callback: (error: Error | null, result: pg.QueryResult) => void
  prepare: (connection: Wire) => void
  handleDataRow: (message: unknown) => void
  handleCommandComplete: (message: unknown, connection: Wire) => void
}
type Wire = {
  parse: (message: { name: string; text: string }) => void
  bind: (message: { portal: string; statement: string; values: string[] }) => void
  execute: (message: { portal: string; rows: number }) => void
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
    const config = typeof text === "string" ? { text, values } : { ...text, values: text.values ?? values }
    const client = await pool.connect()
    let broken: Error | undefined
    try {
      return await ask(client, scope, config)
    } catch (error) {
      // The server refused the statement: the connection is good. A named one may not be known to it, as we think it is.
      if (!(error instanceof pg.DatabaseError) || config.name || isLeaving(error)) broken = error as Error
      throw error
    } finally {
      client.release(broken)
    }
  }
  return { query: query as Door["query"] }
}

/** The server says goodbye: the connection breaks in a moment, and must not be handed to anybody. */
function isLeaving(error: pg.DatabaseError): boolean {
  return /^(57P|08)/.test(error.code ?? "")
}

async function ask(client: pg.ClientBase, scope: string, config: pg.QueryConfig): Promise<pg.QueryResult> {
  try {
    return await new Promise<pg.QueryResult>((resolve, reject) => {
      const query = new pg.Query({ ...config, queryMode: "extended" } as pg.QueryConfig)
      const sending = query as unknown as Sending
      sending.callback = (error, result) => (error ? reject(error) : resolve(result))
      sendScopeFirst(sending, scope)
      client.query(query)
    })
  } catch (error) {
    if (error instanceof Error) Error.captureStackTrace(error) // else it leads to the socket, not to who asked
    throw error
  }
}

function sendScopeFirst(sending: Sending, scope: string): void {
  const { prepare, handleDataRow, handleCommandComplete } = sending
  let isScoped = false
  sending.prepare = (wire) => {
    wire.parse({ name: "", text: SCOPE_SQL })
    wire.bind({ portal: "", statement: "", values: [scope] })
    wire.execute({ portal: "", rows: 0 })
    prepare.call(sending, wire)
  }
  sending.handleDataRow = (message) => {
    if (isScoped) handleDataRow.call(sending, message)
  }
  sending.handleCommandComplete = (message, wire) => {
    if (isScoped) return handleCommandComplete.call(sending, message, wire)
    isScoped = true
  }
}
