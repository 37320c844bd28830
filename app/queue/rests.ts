/** After a failure a job rests, longer each time: 1 s, 2 s, 4 s … at most a minute. A success forgets it. */
export type Rests = {
  failed: (job: string) => void
  succeeded: (job: string) => void
  isResting: (job: string) => boolean
}

const FIRST_MS = 1_000
const LONGEST_MS = 60_000

/** `clockMs` is any clock that only goes forward. */
export function createRests(clockMs: () => number): Rests {
  const resting = new Map<string, { lengthMs: number; untilMs: number }>()
  return {
    failed: (job) => {
      const before = resting.get(job)?.lengthMs
      const lengthMs = before ? Math.min(LONGEST_MS, before * 2) : FIRST_MS
      resting.set(job, { lengthMs, untilMs: clockMs() + lengthMs })
    },
    succeeded: (job) => {
      resting.delete(job)
    },
    isResting: (job) => clockMs() < (resting.get(job)?.untilMs ?? Number.NEGATIVE_INFINITY),
  }
}
