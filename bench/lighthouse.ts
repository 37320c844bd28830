import lighthouse from "lighthouse"

/** A slow network and processor, as Lighthouse simulates them. */
export type Throttling = { rttMs: number; throughputKbps: number; cpuSlowdownMultiplier: number }

/** Lighthouse's own for phones; a severity of 2 has twice the latency and half the throughput. */
const PHONE: Throttling = { rttMs: 150, throughputKbps: 1638.4, cpuSlowdownMultiplier: 4 }

export const throttlingOf = (severity: number): Throttling => ({
  rttMs: Math.round(PHONE.rttMs * severity),
  throughputKbps: Math.round(PHONE.throughputKbps / severity),
  cpuSlowdownMultiplier: PHONE.cpuSlowdownMultiplier,
})

export type ScoredMetric = { weight: number; score: number | null }

/**
 * The performance score, 0 to 100: the weighted mean of the metrics' scores, as Lighthouse reckons it, but not rounded to
 * whole points, so that a loss of less than one can be seen. Throws when a metric could not be measured.
 */
export function scoreOf(metrics: ScoredMetric[]): number {
  const counted = metrics.filter(({ weight }) => weight > 0)
  const weights = counted.reduce((sum, { weight }) => sum + weight, 0)
  if (weights === 0) throw new Error("Lighthouse measured nothing")
  const sum = counted.reduce((total, { weight, score }) => {
    if (score === null) throw new Error("Lighthouse could not measure one of the metrics")
    return total + weight * score
  }, 0)
  return Math.round((1e4 * sum) / weights) / 100
}

/** Loads `url` once with an empty cache in the browser that listens on `port`. Performance only, on a phone. */
export async function runLighthouse(url: string, port: number, throttling: Throttling): Promise<number> {
  const run = await lighthouse(url, {
    port,
    logLevel: "silent",
    onlyCategories: ["performance"],
    formFactor: "mobile",
    throttlingMethod: "simulate",
    throttling,
    disableFullPageScreenshot: true,
  })
  if (!run) throw new Error("Lighthouse did not answer")
  const { runtimeError, categories, audits } = run.lhr
  if (runtimeError) throw new Error(`Lighthouse: ${runtimeError.message}`)
  const refs = categories.performance?.auditRefs ?? []
  return scoreOf(refs.map(({ id, weight }) => ({ weight, score: audits[id]?.score ?? null })))
}

/**
 * How severe the throttling must be for `measure` to score between `low` and `high`: doubled while the page is too fast,
 * then halved between the two sides. Throws when `tries` are not enough.
 */
export async function calibrate(
  measure: (severity: number) => Promise<number>,
  { low, high, tries }: { low: number; high: number; tries: number },
): Promise<{ severity: number; score: number }> {
  let [mild, severe]: [number, number | null] = [0, null]
  let severity = 1
  for (let tried = 0; tried < tries; tried += 1) {
    const score = await measure(severity)
    if (score >= low && score <= high) return { severity, score }
    if (score > high) mild = severity
    else severe = severity
    severity = severe === null ? severity * 2 : (mild + severe) / 2
  }
  throw new Error(`no throttling was found under which the page scores ${low} to ${high}`)
}
