import { Session } from "@shopify/shopify-api"
import type pg from "pg"
import { connectAcrossShops } from "#app/lib/scoped-statement.server.ts"
import { sealedSessions } from "#app/shopify/session-storage.server.ts"
import { offlineSessionId } from "#app/shopify/tokens.server.ts"
import { signSessionToken } from "#simulator/shell/session-token.ts"
import type { Bench } from "./bench.ts"
import { customerGid, emailOf, orderNameOf } from "./big-shop.ts"
import { quantile, type Read, readAtPace, type Times } from "./paced-reads.ts"
import { peakMemoryMb } from "./process-memory.ts"
import { serveBigShop } from "./served-shop.ts"
import { API_KEY, API_SECRET } from "./variables.ts"

/**
 * Pages of members and orders of a big shop as the admin asks for them: the first page, places all over the list, a search
 * for an address, the beginning of an order's name that thousands share, and one order's own; lists narrowed by what an
 * index knows, and by what none does and nobody is found by; home beside them. Over HTTP
 * with session tokens, authenticated, personal data opened. Beside it the bare keyset query of the same page.
 */
const SHOP = "big.myshopify.com"
const MEMBERS = Number(process.env.BENCH_LISTS_MEMBERS ?? 200_000)
const ORDERS = Number(process.env.BENCH_LISTS_ORDERS ?? 1_000_000)
const PER_SECOND = 20
const WARM_UP_SECONDS = 5
const SECONDS = Number(process.env.BENCH_LISTS_SECONDS ?? 20)
const STAFF = 20
const DAY_MS = 86_400_000

type PageKind = { kind: string; page: string; query: (index: number) => Record<string, string> }

const newestAt = new Date()

/** Anywhere in three years. */
const someDay = (index: number) => new Date(newestAt.getTime() - ((index * 37) % 1050) * DAY_MS).toISOString()
const someOne = (index: number, all: number) => 1 + ((index * 7919) % all)

const PAGES: PageKind[] = [
  { kind: "members", page: "members", query: () => ({}) },
  { kind: "orders", page: "orders", query: () => ({}) },
  { kind: "members", page: "members", query: (index) => ({ after: `${customerGid(0)} ${someDay(index)}` }) },
  { kind: "orders", page: "orders", query: (index) => ({ after: `gid://shopify/Order/1 ${someDay(index)}` }) },
  { kind: "members", page: "members", query: (index) => ({ q: emailOf(someOne(index, MEMBERS)) }) },
  { kind: "orders", page: "orders", query: (index) => ({ q: orderNameOf(someOne(index, ORDERS)) }) },
  { kind: "orders", page: "orders", query: (index) => ({ q: String((index % 9) + 1) }) },
  { kind: "members", page: "members", query: () => ({ sort: "points" }) },
  { kind: "members", page: "members", query: () => ({ tier: "gold", by: "order" }) },
  { kind: "members", page: "members", query: (index) => ({ points: `${index % 500}..${(index % 500) + 50}` }) },
  { kind: "narrowed", page: "members", query: () => ({ points: "100..", tier: "gold", by: "staff" }) },
  { kind: "orders", page: "orders", query: () => ({ state: "pending" }) },
  {
    kind: "orders",
    page: "orders",
    query: (index) => ({ state: "available", placed: `..${someDay(index).slice(0, 10)}` }),
  },
  { kind: "narrowed", page: "orders", query: () => ({ state: "guest" }) },
  { kind: "home", page: "home", query: () => ({}) },
]

export const lists: Bench = async (tell) => {
  const served = await serveBigShop({ shop: SHOP, members: MEMBERS, orders: ORDERS, newestAt }, tell)
  try {
    await keepSession()
    tell(`${PER_SECOND} pages/s: warming up, then ${SECONDS} s`)
    const pace = { port: served.port, perSecond: PER_SECOND, next: pageRead }
    await readAtPace({ ...pace, seconds: WARM_UP_SECONDS })
    const ours = await readAtPace({ ...pace, seconds: SECONDS })
    tell("the bare query")
    const bare = await bareQuery(served.databaseUrl)
    return {
      ours: { value: ours.perSecond, unit: "pages/s", p99Ms: quantile(ours.all, 0.99) },
      reference: {
        what: "the bare keyset query of an orders page, one connection",
        value: ours.perSecond,
        unit: "queries/s",
        p99Ms: quantile(bare, 0.99),
      },
      measures: {
        "p95 of members, ms": p95Of(ours, "members"),
        "p95 of orders, ms": p95Of(ours, "orders"),
        "p95 of what no index knows, ms": p95Of(ours, "narrowed"),
        "p95 of home, ms": p95Of(ours, "home"),
        "median, ms": quantile(ours.all, 0.5),
        "p95 of the bare query, ms": quantile(bare, 0.95),
      },
      rssPeakMb: peakMemoryMb(served.server.pid),
    }
  } finally {
    await served.end()
  }
}

const p95Of = ({ byKind }: Times, kind: string) => quantile(byKind.get(kind) ?? [], 0.95)

/** The permission that a shop gives when the app is opened there. */
async function keepSession(): Promise<void> {
  const session = new Session({
    id: offlineSessionId(SHOP),
    shop: SHOP,
    state: "",
    isOnline: false,
    accessToken: "bench-token",
    scope: "read_orders",
    expires: new Date(Date.now() + DAY_MS),
  })
  await sealedSessions().storeSession(session)
}

/** A page's data as the frame asks for it when staff move about: one of several people in turn. */
function pageRead(index: number): Read {
  const { kind, page, query } = PAGES[index % PAGES.length] as PageKind
  const address = new URLSearchParams({ ...query(index), _data: `routes/admin/${page}` })
  const token = signSessionToken({
    shop: SHOP,
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    userId: String(1 + (index % STAFF)),
    sessionId: "bench",
    tokenId: String(index),
    at: new Date(),
  })
  const headers = {
    authorization: `Bearer ${token}`,
    "user-agent": "Mozilla/5.0 (X11; Linux x64) Chrome/140.0 Safari/537.36",
  }
  return { kind, path: `/app${page === "home" ? "" : `/${page}`}?${address}`, headers }
}

/** Times in ms, sorted. */
async function bareQuery(databaseUrl: string): Promise<number[]> {
  const client = await connectAcrossShops(databaseUrl)
  try {
    const times: number[] = []
    for (let index = 0; index < PER_SECOND * SECONDS; index += 1) times.push(await timeOf(client, index))
    return times.sort((a, b) => a - b)
  } finally {
    await client.end()
  }
}

async function timeOf(client: pg.Client, index: number): Promise<number> {
  const startedAt = performance.now()
  await client.query(
    `SELECT "orderId", "name", "processedAt", "totalMinor" FROM "Order"
     WHERE "shop" = $1 AND "processedAt" <= $2 ORDER BY "processedAt" DESC, "orderId" LIMIT 26`,
    [SHOP, someDay(index)],
  )
  return performance.now() - startedAt
}
