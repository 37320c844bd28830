import type { JobName } from "./job-name.ts"

/** A background job: what it does when woken, and how it notices by itself that there is something to do. */
export type Job = {
  name: JobName
  /** In words, for the log and for people. */
  does: string
  /** Works until nothing is left or the signal says stop. Safe to run twice at once. */
  run: (signal: AbortSignal) => Promise<void>
  /**
   * SQL that is true when something is due although nobody woke the job (the moment came, a wake was lost). `$1` is world
   * time. Asked every second. Null: only ever woken.
   */
  due: string | null
}
