import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import type { Browser } from "playwright-core"
import { connectAcrossShops } from "#app/lib/scoped-statement.server.ts"
import { openZrance } from "#simulator/scenario/open-shop.ts"
import { startSimulator } from "#simulator/server.ts"
import { launchBrowser } from "#tests/support/browser.ts"
import { listAdminPages } from "./admin-pages.ts"
import { type Vitals, visitAdmin } from "./admin-visit.ts"
import type { Bench } from "./bench.ts"
import { customerGid } from "./big-shop.ts"
import { nearestRank } from "./paired.ts"
import { type ServedShop, serveBigShop } from "./served-shop.ts"
import { API_KEY, API_SECRET } from "./variables.ts"

/**
 * Every page of the admin, embedded, in a real browser, at 100,000 members: LCP, INP and CLS inside the app's frame, each
 * load with an empty cache, each page used as people use it. Pages come from app/routes.ts. Beside them a static page in
 * the same frame, which tells what the machine and the admin around us take.
 */
const SHOP = "big.myshopify.com"
const MEMBERS = Number(process.env.BENCH_ADMIN_MEMBERS ?? 100_000)
const LOADS = Number(process.env.BENCH_ADMIN_LOADS ?? 5)
const ORDERS_PER_MEMBER = 4
const SHARE = 0.75

type Measured = { name: string; lcpMs: number; inpMs: number; cls: number }

export const admin: Bench = async (tell) => {
  const size = { shop: SHOP, members: MEMBERS, orders: MEMBERS * ORDERS_PER_MEMBER, newestAt: new Date() }
  const served = await serveBigShop(size, tell, { inAdmin: true })
  const browser = await launchBrowser()
  try {
    const reference = await measureStatic(browser, served.folder)
    tell(wordsOf(reference))
    const appOrigin = `http://127.0.0.1:${served.port}`
    const address = (path: string) => `${served.adminOrigin}/admin/big/apps/regulars${path}`
    const workId = `event-${await leaveFailedEvent(served)}`
    const pages = listAdminPages({ customerId: customerGid(1).replace(/\D/g, ""), orderId: "5000000000001", workId })
    await visitAdmin(browser, address(""), appOrigin) // the server's first answer to anybody is nobody's measure
    const measured: Measured[] = []
    for (const { name, path } of pages) {
      measured.push(await measure(name, () => visitAdmin(browser, address(path), appOrigin)))
      tell(wordsOf(measured.at(-1) as Measured))
    }
    const worst = (of: (page: Measured) => number) => Math.max(...measured.map(of))
    return {
      ours: { value: worst(({ lcpMs }) => lcpMs), unit: "ms, p75 of LCP on the slowest page" },
      reference: { what: "a static page in the same frame", value: reference.lcpMs, unit: "ms, p75 of LCP" },
      measures: {
        "LCP of the slowest page, ms at p75": worst(({ lcpMs }) => lcpMs),
        "INP of the slowest page, ms at p75": worst(({ inpMs }) => inpMs),
        "CLS of the most restless page, at p75": worst(({ cls }) => cls),
        "pages measured": measured.length,
      },
      notes: [CONDITIONS, ...measured.map(wordsOf), wordsOf(reference)],
      rssPeakMb: null,
    }
  } finally {
    await browser.close()
    await served.end()
  }
}

const CONDITIONS = `p75 (nearest rank) of ${LOADS} loads with an empty cache, no throttling; the server in development mode, because production refuses the simulator`

async function measure(name: string, load: () => Promise<Vitals>): Promise<Measured> {
  const loads: Vitals[] = []
  for (let index = 0; index < LOADS; index += 1) loads.push(await load())
  const p75 = (of: (one: Vitals) => number, digits: number) => Number(nearestRank(loads.map(of), SHARE).toFixed(digits))
  return {
    name,
    lcpMs: p75(({ lcpMs }) => lcpMs, 0),
    inpMs: p75(({ inpMs }) => inpMs, 0),
    cls: p75(({ cls }) => cls, 4),
  }
}

const wordsOf = ({ name, lcpMs, inpMs, cls }: Measured) => `${name}: LCP ${lcpMs} ms, INP ${inpMs} ms, CLS ${cls}`

const STATIC = (bridge: string) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Static</title>
<script src="${bridge}"></script><main><h1>A page with nothing behind it</h1><p>One paragraph and one field.</p>
<label>Words <input type="text" name="words"></label></main></html>`

/** A page without a framework, in the admin of a simulator of its own. */
async function measureStatic(browser: Browser, folder: string): Promise<Measured> {
  let bridge = ""
  const app = createServer((_request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8")
    response.end(STATIC(bridge))
  })
  const appOrigin = await listen(app)
  const simulator = await startSimulator({
    port: 0,
    storefrontPort: 0,
    appOrigin,
    clockFile: join(folder, "static-clock.json"),
    apiKey: API_KEY,
    apiSecret: API_SECRET,
  })
  bridge = `${simulator.origin}/app-bridge.js`
  try {
    openZrance(simulator.context, SHOP, "today")
    const url = `${simulator.origin}/admin/big/apps/regulars`
    await visitAdmin(browser, url, appOrigin)
    return await measure("static page", () => visitAdmin(browser, url, appOrigin))
  } finally {
    await simulator.stop()
    app.close()
  }
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  })
}

/** A delivery that could not be understood, so that failed work has something to show; its id. */
async function leaveFailedEvent({ databaseUrl, shop }: ServedShop): Promise<string> {
  const client = await connectAcrossShops(databaseUrl)
  try {
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO "WebhookEvent" ("shop", "topic", "dedupKey", "apiVersion", "body", "state", "attempts", "error")
       VALUES ($1, 'orders/paid', 'bench', '2026-07', '', 'failed', 1, 'the payload has no id') RETURNING "id"`,
      [shop],
    )
    return String(rows[0]?.id)
  } finally {
    await client.end()
  }
}
