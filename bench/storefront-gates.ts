import type { Browser } from "playwright-core"
import { type AssetWeight, weighAssets } from "./asset-weight.ts"
import { median } from "./paired.ts"
import { OUR_ASSETS, openVisitor, type Visit, visit } from "./storefront-visit.ts"

/** The same shop with and without our blocks. */
export type TwoShops = { withBlocks: string; without: string }

/** What must hold on every page, as numbers of which most must be 0; the worst page counts. */
export type Gates = {
  thirdPartyHosts: number
  requestsBeyondAssets: number
  layoutShift: number
  longTasks: number
  mainThreadMs: number
  largestScriptBytes: number
  largestStylesheetBytes: number
  pageGzipBytes: number
  notes: string[]
}

const PAGES = [
  { name: "home", path: "/" },
  { name: "collection", path: "/collections/all" },
  { name: "product", path: "/products/ethiopia-guji" },
  { name: "cart", path: "/cart" },
  { name: "rewards", path: "/pages/rewards" },
]
const MEMBERS_PAGES = [...PAGES, { name: "account", path: "/account" }]
const ROUNDS = Number(process.env.BENCH_STOREFRONT_ROUNDS ?? 5)

/** Visits each page as a visitor and as a member, with and without our blocks in turn. */
export async function passGates(browser: Browser, shops: TwoShops, tell: (words: string) => void): Promise<Gates> {
  const weights = weighAssets()
  const gates = emptyGates(weights)
  for (const email of [undefined, "anna@example.com"]) {
    const [ours, bare] = await Promise.all([
      openVisitor(browser, shops.withBlocks, email),
      openVisitor(browser, shops.without, email),
    ])
    for (const { name, path } of email ? MEMBERS_PAGES : PAGES) {
      const pairs: [Visit, Visit][] = []
      for (let round = 0; round < ROUNDS; round += 1) {
        const first = round % 2 === 0
        const one = await visit(first ? ours : bare, path)
        const other = await visit(first ? bare : ours, path)
        pairs.push(first ? [one, other] : [other, one])
      }
      const words = addPage(gates, weights, pairs)
      gates.notes.push(`${name}, ${email ? "member" : "visitor"}: ${words}`)
      tell(gates.notes.at(-1) ?? "")
    }
    await ours.context.close()
    await bare.context.close()
  }
  return gates
}

function emptyGates(weights: AssetWeight[]): Gates {
  const largest = (kind: AssetWeight["kind"]) =>
    Math.max(0, ...weights.filter((one) => one.kind === kind).map(({ raw }) => raw))
  return {
    thirdPartyHosts: 0,
    requestsBeyondAssets: 0,
    layoutShift: 0,
    longTasks: 0,
    mainThreadMs: 0,
    largestScriptBytes: largest("script"),
    largestStylesheetBytes: largest("stylesheet"),
    pageGzipBytes: 0,
    notes: weights.map(({ name, raw, gzip }) => `${name}: ${raw} bytes, ${gzip} compressed`),
  }
}

/** Adds what one page showed; returns it in words. */
function addPage(gates: Gates, weights: AssetWeight[], pairs: [Visit, Visit][]): string {
  const visits = pairs.map(([ours]) => ours)
  const script = median(visits.map(({ scriptMs }) => scriptMs))
  // What else the machine does only ever adds to the work of a visit: the least of several is the nearest to the page's own.
  const rendering = Math.max(0, least(pairs.map(([ours]) => ours)) - least(pairs.map(([, bare]) => bare)))
  const beyond = [...new Set(pairs.flatMap(([ours, bare]) => requestsBeyondAssets(ours.paths, bare.paths)))]
  const shift = Math.max(...visits.map(({ layoutShift }) => layoutShift))
  const asked = new Set(visits.flatMap(({ paths }) => [...paths.keys()].filter((path) => path.startsWith(OUR_ASSETS))))
  const gzip = weights.filter(({ name }) => asked.has(OUR_ASSETS + name)).reduce((sum, one) => sum + one.gzip, 0)
  gates.thirdPartyHosts += visits.flatMap(({ foreignHosts }) => foreignHosts).length
  gates.requestsBeyondAssets = Math.max(gates.requestsBeyondAssets, beyond.length)
  gates.layoutShift = Math.max(gates.layoutShift, shift)
  gates.longTasks += visits.reduce((sum, { longTasks }) => sum + longTasks, 0)
  gates.mainThreadMs = Math.max(gates.mainThreadMs, tenths(script + rendering))
  gates.pageGzipBytes = Math.max(gates.pageGzipBytes, gzip)
  return `scripts ${tenths(script)} ms + rendering ${tenths(rendering)} ms, ${asked.size} assets of ${gzip} bytes compressed, layout shift ${shift}${beyond.length > 0 ? `; also asks for ${beyond.join(", ")}` : ""}`
}

/** Paths that are asked for more often than by the page without our blocks, and are not one of our assets, once. */
export function requestsBeyondAssets(ours: Map<string, number>, bare: Map<string, number>): string[] {
  const allowed = (path: string) => (path.startsWith(OUR_ASSETS) ? 1 : (bare.get(path) ?? 0))
  return [...ours].filter(([path, count]) => count > allowed(path)).map(([path]) => path)
}

const least = (visits: Visit[]) => Math.min(...visits.map(({ renderingMs }) => renderingMs))
const tenths = (value: number) => Math.round(value * 10) / 10
