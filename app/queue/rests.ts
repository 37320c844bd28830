import { growingWaitMs } from "#app/lib/growing-wait.ts"

/** After a failure a job rests, longer each time: 1 s, 2 s, 4 s … at most a minute. A success forgets it. */
export type Rests = {
  failed: (job: string) => void
  succeeded: (job: string) => void
  isResting: (job: string) => boolean
}

export const REST = { firstMs: 1_000, longestMs: 60_000 }

/** `clockMs` is any clock that only goes forward. */
export function createRests(clockMs: () => number): Rests {
  const resting = new Map<string, { failures: number; untilMs: number }>()
  return {
    failed: (job) => {
      const failures = (resting.get(job)?.failures ?? 0) + 1
      resting.set(job, { failures, untilMs: clockMs() + growingWaitMs(REST, failures) })
    },
    succeeded: (job) => {
      resting.delete(job)
    },
    isResting: (job) => clockMs() < (resting.get(job)?.untilMs ?? Number.NEGATIVE_INFINITY),
  }
}
