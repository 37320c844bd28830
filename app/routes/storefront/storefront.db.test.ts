import { beforeAll, describe, expect, it } from "vitest"
import { shopDb } from "#app/lib/db.server.ts"
import { openFor } from "#app/lib/vault/vault.server.ts"
import { signProxyQuery } from "#app/shopify/proxy-signature.server.ts"
import { balanceOf, line, openShop, paidOrder, receive, simpleRules } from "#tests/support/loyalty-shop.ts"
import { action as details } from "./details.ts"
import { loader as history } from "./history.ts"
import { action as join, loader as joinByGet } from "./join.ts"
import { loader as summary } from "./summary.ts"

const SECRET = "regulars-dev-secret"
const ANNA_DIGITS = "1001"

beforeAll(() => {
  process.env.SHOPIFY_API_KEY = "regulars-dev-key"
  process.env.SHOPIFY_API_SECRET = SECRET
  process.env.SHOPIFY_APP_URL = "http://127.0.0.1:4001"
})

type Asked = { shop: string; customer?: string; query?: Record<string, string>; body?: string; accept?: string }

function request(
  path: string,
  { shop, customer = ANNA_DIGITS, query = {}, body, accept = "application/json" }: Asked,
): Request {
  const url = new URL(`/storefront/${path}`, "http://127.0.0.1:4001")
  for (const [key, value] of Object.entries(query)) url.searchParams.append(key, value)
  url.searchParams.set("shop", shop)
  url.searchParams.set("logged_in_customer_id", customer)
  url.searchParams.set("path_prefix", "/apps/regulars")
  url.searchParams.set("timestamp", String(Math.floor(Date.now() / 1000)))
  url.searchParams.set("signature", signProxyQuery(url.searchParams, SECRET))
  const headers = { accept, "content-type": "application/x-www-form-urlencoded" }
  return new Request(url, body === undefined ? { headers } : { method: "POST", headers, body })
}

const joinedOnly = () =>
  simpleRules((rules) => {
    rules.members.who = "joined"
  })

const args = (asked: Request) => ({ request: asked, params: {}, context: {} }) as never

async function answer(response: Promise<Response>): Promise<{ status: number; body: Record<string, unknown> }> {
  const settled = await response
  expect(settled.headers.get("cache-control")).toBe("no-store")
  return { status: settled.status, body: (await settled.json()) as Record<string, unknown> }
}

describe("the panel's numbers", () => {
  it("are fresh for a member, right after buying", async () => {
    const shop = await openShop()
    await receive(shop, "2026-03-10T10:00:00Z", paidOrder(1))
    const { status, body } = await answer(summary(args(request("summary", { shop }))))
    expect(status).toBe(200)
    expect(body).toMatchObject({ state: "member", member: { available: 0, pending: 100, debt: 0, joined: true } })
  })

  it("are none for a visitor, and none for a customer who has not joined", async () => {
    const shop = await openShop(joinedOnly())
    expect((await answer(summary(args(request("summary", { shop, customer: "" }))))).body).toEqual({
      state: "visitor",
      member: null,
    })
    expect((await answer(summary(args(request("summary", { shop }))))).body).toEqual({
      state: "newcomer",
      member: null,
      waiting: { points: 0, orders: 0 },
    })
  })

  it("tell a customer who has not joined what waits for them, and a visitor nothing", async () => {
    const shop = await openShop(joinedOnly())
    const recent = new Date(Date.now() - 86_400_000).toISOString()
    await receive(shop, recent, paidOrder(1, { processedAt: recent, paidAt: recent }))
    expect((await answer(summary(args(request("summary", { shop }))))).body.waiting).toEqual({ points: 100, orders: 1 })
    expect((await answer(summary(args(request("summary", { shop, customer: "" }))))).body).not.toHaveProperty("waiting")
    expect((await answer(summary(args(request("summary", { shop, customer: "1002" }))))).body.waiting).toEqual({
      points: 0,
      orders: 0,
    })
  })

  it("go to nobody whose request the shop has not signed", async () => {
    const shop = await openShop()
    const forged = request("summary", { shop })
    const url = new URL(forged.url)
    url.searchParams.set("logged_in_customer_id", "1002")
    expect(await answer(summary(args(new Request(url))))).toEqual({ status: 401, body: { error: "unauthorized" } })
  })
})

describe("the history", () => {
  it("tells each movement in the reader's language, newest first, with when points stop waiting", async () => {
    const shop = await openShop()
    await receive(shop, "2026-03-10T10:00:00Z", paidOrder(1))
    const told = async (locale: string) => {
      const { body } = await answer(history(args(request("history", { shop, query: { locale } }))))
      return body.entries as { words: string; points: number; pendingUntil: string; date: string }[]
    }
    const [entry] = await told("bg")
    expect(entry).toMatchObject({
      points: 100,
      date: "2026-03-10T10:00:00.000Z",
      pendingUntil: "2026-03-24T10:00:00.000Z",
    })
    expect(entry?.words).toMatch(/[а-я]/)
    expect(entry?.words).toContain("#1")
    expect((await told("en"))[0]?.words).toMatch(/[a-z].*#1/i)
    expect((await told("xx"))[0]?.words).toBe((await told("en"))[0]?.words)
  })

  it("comes in pages that neither repeat nor leave out", async () => {
    const shop = await openShop()
    const facts = Array.from({ length: 23 }, (_each, index) =>
      paidOrder(index + 1, { lines: [line(index + 1, (index + 1) * 100)] }),
    )
    for (const fact of facts) await receive(shop, "2026-03-10T10:00:00Z", fact)
    const points: number[] = []
    let cursor: number | null = null
    do {
      const query: Record<string, string> = cursor === null ? {} : { cursor: String(cursor) }
      const { body } = await answer(history(args(request("history", { shop, query }))))
      points.push(...(body.entries as { points: number }[]).map((entry) => entry.points))
      cursor = body.next as number | null
    } while (cursor !== null && points.length < 100)
    expect(points).toEqual(Array.from({ length: 23 }, (_each, index) => 23 - index))
  })

  it.each(["0", "-1", "abc", "1e99", "9".repeat(400)])("refuses the cursor %s", async (cursor) => {
    const shop = await openShop()
    const asked = request("history", { shop, query: { cursor } })
    expect(await answer(history(args(asked)))).toEqual({ status: 400, body: { error: "bad_request" } })
  })

  it("needs a signed-in customer", async () => {
    const shop = await openShop()
    expect((await answer(history(args(request("history", { shop, customer: "" }))))).status).toBe(401)
  })
})

describe("joining", () => {
  it("makes a member of the customer, with earlier orders credited, and is the same twice", async () => {
    const shop = await openShop(joinedOnly())
    const recent = new Date(Date.now() - 86_400_000).toISOString()
    await receive(
      shop,
      recent,
      paidOrder(1, { processedAt: recent, createdAt: recent, updatedAt: recent, paidAt: recent }),
    )
    expect(await balanceOf(shop)).toMatchObject({ pending: 0 })
    for (const _time of [1, 2]) {
      const { status, body } = await answer(join(args(request("join", { shop, body: "consent=yes" }))))
      expect(status).toBe(200)
      expect(body).toMatchObject({ state: "member", member: { pending: 100, joined: true } })
    }
  })

  it("leads a form without JavaScript back to the account", async () => {
    const shop = await openShop(joinedOnly())
    const response = await join(args(request("join", { shop, body: "consent=yes", accept: "text/html" })))
    expect([response.status, response.headers.get("location")]).toEqual([303, "/account"])
  })

  it.each([
    ["no consent", "", 400, "bad_request"],
    ["consent withheld", "consent=no", 400, "bad_request"],
    ["broken text", "%%%=%", 400, "bad_request"],
    ["a huge body", `consent=${"y".repeat(5000)}`, 413, "too_large"],
  ])("refuses %s", async (_name, body, status, error) => {
    const shop = await openShop(joinedOnly())
    expect(await answer(join(args(request("join", { shop, body }))))).toEqual({ status, body: { error } })
    expect((await answer(summary(args(request("summary", { shop }))))).body.state).toBe("newcomer")
  })

  it("needs a programme, a signed-in customer and POST", async () => {
    const silent = await openShop(null)
    expect((await answer(join(args(request("join", { shop: silent, body: "consent=yes" }))))).status).toBe(409)
    const shop = await openShop(joinedOnly())
    expect((await answer(join(args(request("join", { shop, customer: "", body: "consent=yes" }))))).status).toBe(401)
    expect((await answer(joinByGet(args(request("join", { shop }))))).status).toBe(405)
  })
})

describe("what joining asks for", () => {
  const asking = (birthday = true, name = true) =>
    simpleRules((rules) => {
      rules.members.who = "joined"
      rules.members.ask = { birthday, name }
    })
  const joinWith = (shop: string, body: string, more: Partial<Asked> = {}) =>
    join(args(request("join", { shop, body: `consent=yes&words=2026-11&${body}`, ...more })))
  const kept = async (shop: string) => {
    const { rows } = await shopDb(shop).query<{ detailsId: string; sealed: Buffer }>(
      `SELECT "detailsId", "sealed" FROM "MemberDetails" WHERE "shop" = $1`,
      [shop],
    )
    const row = rows[0]
    return row ? JSON.parse(await openFor(shop, `MemberDetails ${row.detailsId}`, row.sealed)) : null
  }

  it("is kept sealed, with the words agreed to and their language", async () => {
    const shop = await openShop(asking())
    const body = "first_name=Анна&birth_day=14&birth_month=3&birth_year=1985"
    const { status, body: told } = await answer(joinWith(shop, body, { query: { locale: "bg" } }))
    expect(status).toBe(200)
    expect(told.details).toEqual({ birthday: { day: 14, month: 3 }, correctable: true })
    expect(await kept(shop)).toEqual({ birthday: { day: 14, month: 3, year: 1985 }, name: "Анна" })
    const { rows } = await shopDb(shop).query(
      `SELECT "words", "locale" FROM "MemberConsent" WHERE "shop" = $1 AND "customerId" = $2`,
      [shop, `gid://shopify/Customer/${ANNA_DIGITS}`],
    )
    expect(rows).toEqual([{ words: "2026-11", locale: "bg" }])
  })

  it("may be left out, and is not kept where the programme does not ask", async () => {
    const shop = await openShop(asking())
    expect((await answer(joinWith(shop, "birth_day=&birth_month=&birth_year=&first_name="))).status).toBe(200)
    expect(await kept(shop)).toBeNull()
    const silent = await openShop(asking(false, false))
    expect((await answer(joinWith(silent, "first_name=Ana&birth_day=31&birth_month=2"))).status).toBe(200)
    expect(await kept(silent)).toBeNull()
  })

  it.each([
    ["birth_day=31&birth_month=2", "birthday_impossible"],
    ["birth_day=3&birth_month=", "birthday_incomplete"],
  ])("with %s joins nobody, says why, and to a browser without scripts as a page", async (body, error) => {
    const shop = await openShop(asking())
    expect(await answer(joinWith(shop, body))).toEqual({ status: 422, body: { error } })
    const back = `${body}&return_to=/products/tea`
    const plain = await joinWith(shop, back, { accept: "text/html", query: { locale: "ru" } })
    expect([plain.status, plain.headers.get("content-type")]).toEqual([422, "text/html; charset=utf-8"])
    expect(await plain.text()).toMatch(/lang="ru".*[а-я].*href="\/products\/tea"/)
    expect((await answer(summary(args(request("summary", { shop }))))).body.state).toBe("newcomer")
  })

  it("leads a form without scripts back to where it stood, never to another site", async () => {
    const shop = await openShop(asking())
    for (const [path, location] of [
      ["/bg/products/tea", "/bg/products/tea"],
      ["//evil.example", "/account"],
      ["https://evil.example", "/account"],
      ["/\\evil.example", "/account"],
    ]) {
      const response = await joinWith(shop, `return_to=${encodeURIComponent(path as string)}`, { accept: "text/html" })
      expect([response.status, response.headers.get("location")], path).toEqual([303, location])
    }
  })

  it("refuses a name no page sends, and words that are no version", async () => {
    const shop = await openShop(asking())
    for (const body of [`first_name=${"x".repeat(61)}`, "first_name=a%00b"])
      expect((await answer(joinWith(shop, body))).status, body).toBe(400)
    const odd = join(args(request("join", { shop, body: "consent=yes&words=<b>" })))
    expect((await answer(odd)).status).toBe(400)
  })

  it("shows the name day where the programme gives something for it, and lets it be chosen", async () => {
    const rules = asking()
    rules.occasions.nameDay.on = true
    const shop = await openShop(rules)
    const told = async (body: string) =>
      (await answer(details(args(request("details", { shop, body }))))).body.details as { nameDay: object }
    const title = "Трифон Зарезан, Св. Валентин"
    const choices = [
      { id: "", title: "Св. Трифон" },
      { id: "trifon_zarezan", title },
    ]
    const first = { title: "Св. Трифон", chosen: "", choices }
    expect((await answer(joinWith(shop, "first_name=Трифон"))).body.details).toMatchObject({ nameDay: first })
    expect((await told("name_day=trifon_zarezan")).nameDay).toEqual({ title, chosen: "trifon_zarezan", choices })
    expect((await told("birth_day=1&birth_month=5")).nameDay).toMatchObject({ chosen: "trifon_zarezan" })
    expect((await told("name_day=")).nameDay).toEqual(first)
    expect((await told("first_name=Igor")).nameDay).toMatchObject({ title: null, chosen: "" })
  })

  it("can be added later and a birthday corrected once; after that only the merchant can", async () => {
    const shop = await openShop(asking())
    const tell = (body: string) => answer(details(args(request("details", { shop, body }))))
    expect((await tell("birth_day=1&birth_month=5")).status).toBe(409)
    await joinWith(shop, "")
    expect((await tell("birth_day=1&birth_month=5")).body.details).toEqual({
      birthday: { day: 1, month: 5 },
      correctable: true,
    })
    expect((await tell("birth_day=1&birth_month=5")).body.details).toMatchObject({ correctable: true })
    expect((await tell("birth_day=2&birth_month=5")).body.details).toEqual({
      birthday: { day: 2, month: 5 },
      correctable: false,
    })
    expect(await tell("birth_day=3&birth_month=5")).toEqual({ status: 422, body: { error: "birthday_fixed" } })
    expect(await kept(shop)).toMatchObject({ birthday: { day: 2, month: 5, year: null } })
    const shown = await answer(summary(args(request("summary", { shop, query: { details: "1" } }))))
    expect(shown.body.details).toEqual({ birthday: { day: 2, month: 5 }, correctable: false })
  })
})
