import { log } from "#app/lib/log.server.ts"

const BOUND_MS = 25_000

/**
 * On SIGTERM, SIGINT or SIGHUP runs `stop` once and exits: 0 when it came to a good end, 1 when it failed or took longer
 * than 25 seconds. A second signal exits at once.
 */
export function stopOnSignal(stop: () => Promise<void>): void {
  let asked = false
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const)
    process.on(signal, () => {
      if (asked) process.exit(130)
      asked = true
      log.info({ signal }, "stopping")
      setTimeout(() => {
        log.error("stopping took too long; leaving the rest to the next start")
        process.exit(1)
      }, BOUND_MS).unref()
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ error: String(error) }, "stopping failed")
          process.exit(1)
        },
      )
    })
}
