import { log } from "#app/lib/log.server.ts"
import { plainError, plainStack } from "#app/lib/plain-error.ts"

const BOUND_MS = 25_000
/** A terminal and npm may each pass on the same Ctrl-C. */
const SAME_SIGNAL_MS = 1000

/**
 * On SIGTERM, SIGINT or SIGHUP, or when the process that started us with a channel is gone, runs `stop` once and exits:
 * 0 when it came to a good end, 1 when it failed or took longer than 25 seconds. A second, later signal exits at once.
 */
export function stopOnSignal(stop: () => Promise<void>): void {
  let askedAt: number | null = null
  const ask = (why: string) => {
    if (askedAt !== null && performance.now() - askedAt > SAME_SIGNAL_MS) process.exit(130)
    if (askedAt !== null) return
    askedAt = performance.now()
    log.info({ why }, "stopping")
    setTimeout(() => {
      log.error("stopping took too long; leaving the rest to the next start")
      process.exit(1)
    }, BOUND_MS).unref()
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ error: plainError(error) }, "stopping failed")
        process.exit(1)
      },
    )
  }
  // Node would print the whole error, with every value that it quotes.
  process.on("uncaughtException", (error) => {
    log.fatal({ error: plainStack(error) }, "a fault that nobody caught: the process ends")
    process.exit(1)
  })
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => ask(signal))
  process.once("disconnect", () => ask("the parent process is gone"))
}
