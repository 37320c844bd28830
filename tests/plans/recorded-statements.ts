import pg from "pg"

/** A statement as it was sent, with its values. */
export type Statement = { text: string; values: unknown[] }

/** Runs `work` and returns what was asked of the database meanwhile, through whatever connection. */
export async function recordStatements(work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = []
  const { query } = pg.Client.prototype
  const recording = function (this: pg.Client, ...args: unknown[]): unknown {
    const [first, second] = args as [string | Partial<Statement>, unknown[] | undefined]
    const text = typeof first === "string" ? first : first?.text
    const values = typeof first === "string" ? second : (first?.values ?? second)
    if (text) statements.push({ text, values: Array.isArray(values) ? values : [] })
    return (query as (...all: unknown[]) => unknown).apply(this, args)
  }
  pg.Client.prototype.query = recording as typeof query
  try {
    await work()
  } finally {
    pg.Client.prototype.query = query
  }
  return statements
}
