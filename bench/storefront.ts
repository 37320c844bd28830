import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { launchBrowser } from "#tests/support/browser.ts"
import { freePorts, startProcess, waitUntilReady } from "../bin/demo/processes.ts"
import type { Bench } from "./bench.ts"
import { calibrate, runLighthouse, type Throttling, throttlingOf } from "./lighthouse.ts"
import { distanceFrom, type Interval, median, medianInterval } from "./paired.ts"
import { passGates, type TwoShops } from "./storefront-gates.ts"

/**
 * What our blocks weigh on a storefront. First the hard gates on every page (storefront-gates.ts), then Lighthouse on the
 * page that has most of ours, throttled so that it scores 60 to 85 without them: nine pairs of the bare page with itself,
 * which say what noise looks like, then nine of the page with and without our blocks.
 */
const THEME = process.env.BENCH_STOREFRONT_THEME ?? "dense"
const PAGE = "/products/ethiopia-guji"
const PAIRS = Number(process.env.BENCH_STOREFRONT_PAIRS ?? 9)
const CALIBRATION = { low: 63, high: 82, tries: 8 }
const READY_MS = 30_000

export const storefront: Bench = async (tell) => {
  const folder = mkdtempSync(join(tmpdir(), "regulars-bench-"))
  const [one, two, debugging] = (await freePorts(3)) as [number, number, number]
  const args = [String(one), String(two), THEME]
  const server = startProcess("The shops", "bench/storefront-shops.ts", {}, join(folder, "shops.log"), args)
  const shops: TwoShops = { withBlocks: `http://127.0.0.1:${one}`, without: `http://127.0.0.1:${two}` }
  const browser = await launchBrowser([`--remote-debugging-port=${debugging}`])
  try {
    for (const origin of Object.values(shops)) await waitUntilReady(origin, server, READY_MS)
    tell("the hard gates, page by page")
    const gates = await passGates(browser, shops, tell)
    const scores = await scorePairs(shops, debugging, tell)
    return {
      ours: { value: scores.withBlocks, unit: "Lighthouse points" },
      reference: { what: "the same page without our blocks", value: scores.without, unit: "Lighthouse points" },
      measures: {
        "third-party hosts": gates.thirdPartyHosts,
        "requests before interaction beyond the assets": gates.requestsBeyondAssets,
        "layout shift": gates.layoutShift,
        "long tasks of ours": gates.longTasks,
        "main thread at 4x slowdown, ms": gates.mainThreadMs,
        "largest script, bytes": gates.largestScriptBytes,
        "largest stylesheet, bytes": gates.largestStylesheetBytes,
        "assets of one page, bytes compressed": gates.pageGzipBytes,
        "median loss, Lighthouse points": scores.loss,
        "bare page against itself, distance of the interval from 0": scores.noise,
        "score without our blocks": scores.without,
      },
      notes: [...gates.notes, ATTRIBUTION, ...scores.notes],
      rssPeakMb: null,
    }
  } finally {
    await browser.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const ATTRIBUTION =
  "Main thread, four times its own processor time: scripts by the addresses of our files in the trace with all that runs inside them (median of the visits), plus what parsing, style, layout and painting take more than without our blocks (least of the visits each); the worst page counts."

async function scorePairs(shops: TwoShops, port: number, tell: (words: string) => void) {
  const score = (origin: string, throttling: Throttling) => runLighthouse(origin + PAGE, port, throttling)
  tell("Lighthouse: looking for the throttling")
  const found = await calibrate((severity) => score(shops.without, throttlingOf(severity)), CALIBRATION)
  const throttling = throttlingOf(found.severity)
  const words = `Lighthouse on ${PAGE} (theme ${THEME}): ${throttling.rttMs} ms round trip, ${throttling.throughputKbps} kbit/s, processor ${throttling.cpuSlowdownMultiplier} times as slow`
  tell(`${words}: ${found.score} without our blocks; ${PAIRS} pairs of the bare page with itself`)
  const same = await pairsOf(
    PAIRS,
    () => score(shops.without, throttling),
    () => score(shops.without, throttling),
  )
  tell(`${PAIRS} pairs with and without our blocks`)
  const real = await pairsOf(
    PAIRS,
    () => score(shops.without, throttling),
    () => score(shops.withBlocks, throttling),
  )
  const noise = medianInterval(same.map(lossOf))
  const loss = medianInterval(real.map(lossOf))
  return {
    without: hundredths(median(real.map(([without]) => without))),
    withBlocks: hundredths(median(real.map(([, withBlocks]) => withBlocks))),
    loss: hundredths(median(real.map(lossOf))),
    noise: hundredths(distanceFrom(noise, 0)),
    notes: [
      words,
      `bare page against itself: losses ${listed(same)}; ${intervalWords(noise)}`,
      `with our blocks: losses ${listed(real)}; ${intervalWords(loss)}`,
    ],
  }
}

/** Which of two goes first changes from pair to pair. */
async function pairsOf(count: number, one: () => Promise<number>, two: () => Promise<number>) {
  const pairs: [number, number][] = []
  for (let index = 0; index < count; index += 1) {
    if (index % 2 === 0) {
      const first = await one()
      pairs.push([first, await two()])
    } else {
      const second = await two()
      pairs.push([await one(), second])
    }
  }
  return pairs
}

const lossOf = ([without, withBlocks]: [number, number]) => hundredths(without - withBlocks)
const listed = (pairs: [number, number][]) => pairs.map(lossOf).join(", ")
const intervalWords = ({ low, high, confidence }: Interval) =>
  `the median lies in ${low} to ${high} (${Math.round(confidence * 1000) / 10} %, sign test)`
const hundredths = (value: number) => Math.round(value * 100) / 100
