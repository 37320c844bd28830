import { join } from "node:path"
import { signProxyQuery } from "#app/shopify/proxy-signature.server.ts"
import { freePorts, waitUntilReady } from "../bin/demo/processes.ts"
import type { Bench } from "./bench.ts"
import { customerGid } from "./big-shop.ts"
import { quantile, type Read, readAtPace } from "./paced-reads.ts"
import { peakMemoryMb } from "./process-memory.ts"
import { startReference } from "./reference/start-reference.ts"
import { serveBigShop } from "./served-shop.ts"
import { API_SECRET } from "./variables.ts"

/**
 * What the storefront's panel asks, through the app proxy's signature: a member's balance, tier and next tier, and every
 * third time their history, of members in turn. Beside it the framework's own `authenticate.public.appProxy`, which
 * verifies the same signature and answers a constant.
 */
const SHOP = "big.myshopify.com"
const MEMBERS = Number(process.env.BENCH_PANEL_MEMBERS ?? 100_000)
const ORDERS_PER_MEMBER = 4
const PER_SECOND = 200
const WARM_UP_SECONDS = 5
const SECONDS = Number(process.env.BENCH_PANEL_SECONDS ?? 20)
const HISTORY_EVERY = 3
const STRIDE = 7919
const READY_MS = 60_000

export const panel: Bench = async (tell) => {
  const size = { shop: SHOP, members: MEMBERS, orders: MEMBERS * ORDERS_PER_MEMBER, newestAt: new Date() }
  const served = await serveBigShop(size, tell)
  try {
    const [port] = (await freePorts(1)) as [number]
    const reference = await startReference(port, API_SECRET, join(served.folder, "reference.log"))
    served.started.push(reference)
    await waitUntilReady(`http://127.0.0.1:${port}/`, reference, READY_MS)
    tell(`${PER_SECOND} answers/s: warming up, then ${SECONDS} s each`)
    const pace = { perSecond: PER_SECOND, next: panelRead }
    await readAtPace({ ...pace, port: served.port, seconds: WARM_UP_SECONDS })
    await readAtPace({ ...pace, port, seconds: WARM_UP_SECONDS })
    const ours = await readAtPace({ ...pace, port: served.port, seconds: SECONDS })
    const theirs = await readAtPace({ ...pace, port, seconds: SECONDS })
    const p99Ms = quantile(ours.all, 0.99)
    return {
      ours: { value: ours.perSecond, unit: "panel answers/s", p99Ms },
      reference: {
        what: "authenticate.public.appProxy under remix-serve (a constant)",
        value: theirs.perSecond,
        unit: "answers/s",
        p99Ms: quantile(theirs.all, 0.99),
      },
      measures: {
        "p99 at 200/s, ms": p99Ms,
        "median, ms": quantile(ours.all, 0.5),
        "median of the reference, ms": quantile(theirs.all, 0.5),
        ...Object.fromEntries([...ours.byKind].map(([kind, times]) => [`p99 of ${kind}, ms`, quantile(times, 0.99)])),
      },
      rssPeakMb: peakMemoryMb(served.server.pid),
    }
  } finally {
    await served.end()
  }
}

function panelRead(index: number): Read {
  const kind = index % HISTORY_EVERY === 0 ? "history" : "summary"
  const query = new URLSearchParams({
    locale: "bg",
    shop: SHOP,
    logged_in_customer_id: customerGid(1 + ((index * STRIDE) % MEMBERS)).replace(/\D/g, ""),
    path_prefix: "/apps/regulars",
    timestamp: String(Math.floor(Date.now() / 1000)),
  })
  query.set("signature", signProxyQuery(query, API_SECRET))
  // Each shopper has an address of their own, as behind Shopify's proxy.
  const headers = { accept: "application/json", "x-forwarded-for": `10.0.${index % 250}.${index % 199}` }
  return { kind, path: `/storefront/${kind}?${query}`, headers }
}
