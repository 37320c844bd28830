import { AsyncLocalStorage } from "node:async_hooks"
import pg from "pg"

/**
 * A process that is killed, without a process: from its last step on, no statement of it reaches the database and no
 * request the network, so nothing it would do to tidy up happens either. A step is one of them, counted twice: before it is
 * sent, and after it was done but before its answer is read.
 */

class Killed extends Error {
  constructor() {
    super("killed")
    this.name = "Killed"
  }
}

type Life = { left: number }
const lives = new AsyncLocalStorage<Life>()

/** False: this was its end, or it is dead already. What was never given a life is immortal. */
function goesOn(life: Life | undefined): boolean {
  if (!life) return true
  life.left -= 1
  return life.left >= 0
}

/** Runs `work` and kills it after so many half steps; returns whether it came to its end before. */
export async function killAfter(halfSteps: number, work: () => Promise<unknown>): Promise<boolean> {
  const life = { left: halfSteps }
  const [end] = await Promise.allSettled([lives.run(life, work)])
  if (end.status === "rejected" && life.left >= 0) throw end.reason
  return life.left >= 0
}

const { fetch } = globalThis

globalThis.fetch = async (...args) => {
  const life = lives.getStore()
  if (!goesOn(life)) throw new Killed()
  const answer = await fetch(...args)
  if (!goesOn(life)) throw new Killed()
  return answer
}

type Query = (this: pg.Client, ...args: unknown[]) => unknown
const query = pg.Client.prototype.query as Query

/** A connection whose process has died is dropped, and the server undoes what was not committed. */
function mortalQuery(this: pg.Client, ...args: unknown[]): unknown {
  const life = lives.getStore()
  if (!goesOn(life)) {
    void this.end().catch(() => {})
    throw new Killed()
  }
  const answer = query.apply(this, args)
  if (!(life && answer instanceof Promise)) return answer
  return answer.then((result: unknown) => {
    if (goesOn(life)) return result
    void this.end().catch(() => {})
    throw new Killed()
  })
}

pg.Client.prototype.query = mortalQuery as never
