import { randomUUID } from "node:crypto"
import { EventEmitter } from "node:events"
import { Logger, run, type WorkerEvents } from "graphile-worker"
import pg from "pg"
import { log } from "#app/lib/log.server.ts"
import { metrics } from "#app/lib/metrics.server.ts"
import { plainError } from "#app/lib/plain-error.ts"
import { surviveLoss } from "#app/lib/survive-loss.server.ts"
import { inTrace } from "#app/lib/trace.server.ts"
import type { Job } from "./job.ts"
import { forgetJobFailure, keepJobFailure } from "./job-failures.server.ts"
import { announceWorker } from "./liveness.server.ts"
import { createOneAtATime } from "./one-at-a-time.ts"
import { createRests } from "./rests.ts"
import { startTicker } from "./ticker.server.ts"

export type Worker = {
  /** Lets running jobs come to a good end (they stop between two batches), then closes everything. */
  stop: () => Promise<void>
}

/** Jobs at once; of each name one. */
const CONCURRENCY = 8
const POLL_INTERVAL_MS = 2_000

/**
 * Starts a worker: jobs run here as soon as they are woken anywhere. Any number of workers, in any processes, share the
 * work; one that is killed is noticed within ten seconds (liveness.server.ts).
 */
export async function startWorker(databaseUrl: string, jobs: Job[]): Promise<Worker> {
  const stopping = new AbortController()
  const rests = createRests(() => performance.now())
  // Else a storm of one job's wakes would take every place, and no other job had its turn.
  const oneAtATime = createOneAtATime()
  const events: WorkerEvents = new EventEmitter()
  const named = new Promise<string>((resolve) => {
    events.once("pool:create", ({ workerPool }) => resolve(workerPool.id))
  })
  const announced = named.then((id) => announceWorker(databaseUrl, id))
  announced.catch(() => {
    // Awaited below and by every job.
  })

  async function runJob(job: Job): Promise<void> {
    await announced
    const ended = metrics.jobSeconds.startTimer({ job: job.name })
    try {
      await job.run(stopping.signal)
      ended({ outcome: "done" })
      rests.succeeded(job.name)
      await forgetJobFailure(job.name)
    } catch (error) {
      ended({ outcome: "failed" })
      log.warn({ job: job.name, error: plainError(error) }, "a job failed and will be tried again")
      rests.failed(job.name)
      await keepJobFailure(job.name, error).catch(() => {
        // The database is away too; the log has said what there is to say.
      })
      // The ticker wakes the others again while something is due; these only the queue remembers.
      if (job.due === null) throw error
    }
  }

  // Ours, not the queue's: its own stops listening for broken connections before they are closed.
  const pool = new pg.Pool({ connectionString: databaseUrl, max: CONCURRENCY + 2 })
  surviveLoss(pool)
  const runner = await run({
    pgPool: pool,
    concurrency: CONCURRENCY,
    pollInterval: POLL_INTERVAL_MS,
    noHandleSignals: true,
    events,
    taskList: Object.fromEntries(
      jobs.map((job) => [
        job.name,
        () => inTrace(`${job.name}-${randomUUID()}`, () => oneAtATime(job.name, () => runJob(job))),
      ]),
    ),
    parsedCronItems: [],
    logger: queueLogger(),
  })
  runner.promise.catch((error: unknown) => log.error({ error: String(error) }, "the queue stopped"))
  const liveness = await announced
  const ticker = startTicker(jobs, (job) => rests.isResting(job.name))
  log.info("the worker is ready")

  async function stop(): Promise<void> {
    stopping.abort()
    await ticker.stop()
    await runner.stop()
    await pool.end()
    await liveness.release()
  }
  return { stop }
}

/** The queue's own words go to our log; what it says about each job is for debugging only. */
function queueLogger(): Logger {
  return new Logger(() => (level, message) => {
    if (level === "error" || level === "warning") log.warn({ from: "queue" }, message)
    else log.debug({ from: "queue" }, message)
  })
}
