import { setTimeout as sleep } from "node:timers/promises"

/** PostgreSQL undid the transaction for the sake of another one: of a circle of locks it was the victim, or not serialisable. */
const UNDONE = /^40(P01|001)$/
const MOST_TRIES = 4
const WAIT_MS = 50

/**
 * Runs `transaction`, and begins it again when PostgreSQL undid it for the sake of another one: nothing is wrong with it,
 * nothing of it is left, and the other one is through by then. The last failure is thrown, and any other at once.
 */
export async function beginAgain<T>(transaction: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transaction()
    } catch (error) {
      if (tries >= MOST_TRIES || !wasUndone(error)) throw error
      // Jitter, so that two who hindered each other do not meet again.
      await sleep(WAIT_MS * tries * (1 + Math.random()))
    }
  }
}

function wasUndone(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : null
  return typeof code === "string" && UNDONE.test(code)
}
