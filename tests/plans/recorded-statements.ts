import pg from "pg"

/** A statement as it was sent, with its values. */
export type Statement = { text: string; values: unknown[] }

/** What we use of pg's query object: alone it is handed to the connection, among others only prepared. */
type Sending = { text: string; values?: unknown[]; submit: Send; prepare: Send }
type Send = (this: Sending, connection: unknown) => unknown

/** Runs `work` and returns what was asked of the database meanwhile, through whatever connection, alone or together. */
export async function recordStatements(work: () => Promise<unknown>): Promise<Statement[]> {
  const sent = new Set<Sending>()
  const sending = pg.Query.prototype as unknown as Sending
  const { submit, prepare } = sending
  const recording = (send: Send): Send =>
    function (connection) {
      sent.add(this)
      return send.call(this, connection)
    }
  Object.assign(sending, { submit: recording(submit), prepare: recording(prepare) })
  try {
    await work()
  } finally {
    Object.assign(sending, { submit, prepare })
  }
  return [...sent].map(({ text, values }) => ({ text, values: values ?? [] }))
}
