import { EventEmitter } from "node:events"
import { Logger, run, type WorkerEvents } from "graphile-worker"
import { log } from "#app/lib/log.server.ts"
import type { Job } from "./job.ts"
import { announceWorker } from "./liveness.server.ts"
import { createRests } from "./rests.ts"
import { startTicker } from "./ticker.server.ts"

export type Worker = {
  /** Lets running jobs come to a good end (they stop between two batches), then closes everything. */
  stop: () => Promise<void>
}

const CONCURRENCY = 4
const POLL_INTERVAL_MS = 2_000

/**
 * Starts a worker: jobs run here as soon as they are woken anywhere. Any number of workers, in any processes, share the
 * work; one that is killed is noticed within ten seconds (liveness.server.ts).
 */
export async function startWorker(databaseUrl: string, jobs: Job[]): Promise<Worker> {
  const stopping = new AbortController()
  const rests = createRests(() => performance.now())
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
    try {
      await job.run(stopping.signal)
      rests.succeeded(job.name)
    } catch (error) {
      log.warn({ job: job.name, error: String(error) }, "a job failed and will be tried again")
      rests.failed(job.name)
      // The ticker wakes the others again while something is due; these only the queue remembers.
      if (job.due === null) throw error
    }
  }

  const runner = await run({
    connectionString: databaseUrl,
    maxPoolSize: CONCURRENCY + 2,
    concurrency: CONCURRENCY,
    pollInterval: POLL_INTERVAL_MS,
    noHandleSignals: true,
    events,
    taskList: Object.fromEntries(jobs.map((job) => [job.name, () => runJob(job)])),
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
