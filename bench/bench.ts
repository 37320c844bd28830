/** What a bench measured. Values are per second where the unit says so: more is better. */
export type BenchResult = {
  ours: { value: number; unit: string; p99Ms?: number }
  reference: { what: string; value: number; unit: string; p99Ms?: number }
  /** Most memory our process had, in MB; null where the system does not tell. */
  rssPeakMb: number | null
}

/** Measures, telling its progress in words. Throws when what it measured was not right. */
export type Bench = (tell: (words: string) => void) => Promise<BenchResult>
