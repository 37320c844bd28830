/** What a bench measured. Values are per second where the unit says so: more is better. */
export type BenchResult = {
  ours: { value: number; unit: string; p99Ms?: number }
  /** Null where there is nothing comparable: only limits are judged then. */
  reference: { what: string; value: number; unit: string; p99Ms?: number } | null
  /** Most memory our process had, in MB; null where the system does not tell. */
  rssPeakMb: number | null
  /** What else was measured, by name (unit last); bench/goals.json may set `atMost` or `atLeast` for each. */
  measures?: Record<string, number>
  /** What a number alone does not say. */
  notes?: string[]
}

/** What bench/goals.json asks of a bench: a ratio to its reference, and limits of what it measured by name. */
export type Goal = { ratio?: number; atLeast?: Record<string, number>; atMost?: Record<string, number> }

/** Measures, telling its progress in words. Throws when what it measured was not right. */
export type Bench = (tell: (words: string) => void) => Promise<BenchResult>
