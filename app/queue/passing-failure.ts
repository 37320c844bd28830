/**
 * SQLSTATE classes that say nothing about the work itself: connection lost (08), deadlock or serialisation (40), out of
 * resources (53), server shutting down (57P0x), lock not available (55P03).
 */
const PASSING = /^(08...|40...|53...|57P0.|55P03)$/
const NETWORK = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EHOSTUNREACH"])

/** Whether a failure passes by itself: the same work is tried again later and nothing is held against it. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = (error as Error & { code?: unknown }).code
  if (typeof code === "string") return PASSING.test(code) || NETWORK.has(code)
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
    error.message,
  )
}
