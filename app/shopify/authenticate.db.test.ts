import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import { openSimulatedAdmin, type SimulatedAdmin, useSimulatedAdmin } from "#tests/support/simulated-admin.ts"
import { addDocumentHeaders, authenticateAdmin } from "./authenticate.server.ts"
import { freshAccess, offlineSessionId } from "./tokens.server.ts"

let admin: SimulatedAdmin

beforeAll(async () => {
  admin = await openSimulatedAdmin()
  useSimulatedAdmin(admin)
})

afterAll(() => admin.close())

const BROWSER = "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"

/** A page of the app asking its loader for data, as App Bridge sends it. */
function dataRequest(shop: string, token = admin.sessionToken(shop)): Request {
  return new Request(`http://127.0.0.1:4001/app?shop=${shop}`, {
    headers: { authorization: `Bearer ${token}`, "user-agent": BROWSER },
  })
}

async function thrownBy(work: Promise<unknown>): Promise<Response> {
  const thrown = await work.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(thrown instanceof Response)) throw new Error(`expected a Response, got ${String(thrown)}`)
  return thrown
}

async function age(shop: string, minutesLeft: number): Promise<void> {
  await acrossShops().query(`UPDATE "Session" SET expires = $2 WHERE id = $1`, [
    offlineSessionId(shop),
    new Date(Date.now() + minutesLeft * 60_000),
  ])
}

describe("opening the app", () => {
  test("exchanges the session token for an offline token that expires, and says so once", async () => {
    admin.install("first.myshopify.com")
    const visitor = await authenticateAdmin(dataRequest("first.myshopify.com"))
    expect(visitor).toMatchObject({ shop: "first.myshopify.com", staffId: "7", tokenIssued: true })
    expect(visitor.scopes).toContain("write_customers")
    const { rows } = await acrossShops().query(`SELECT expires, "refreshToken" FROM "Session" WHERE shop = $1`, [
      visitor.shop,
    ])
    expect(rows).toEqual([{ expires: expect.any(Date), refreshToken: expect.stringMatching(/^sealed:/) }])
    expect((await authenticateAdmin(dataRequest("first.myshopify.com"))).tokenIssued).toBe(false)
    expect(admin.tokenRequests("first.myshopify.com")).toBe(1)
  })

  test("by ten loaders at once makes one exchange", async () => {
    admin.install("parallel.myshopify.com")
    const visitors = await Promise.all(
      Array.from({ length: 10 }, () => authenticateAdmin(dataRequest("parallel.myshopify.com"))),
    )
    expect(admin.tokenRequests("parallel.myshopify.com")).toBe(1)
    expect(visitors.filter((visitor) => visitor.tokenIssued)).toHaveLength(1)
    expect(new Set(visitors.map((visitor) => visitor.session.accessToken)).size).toBe(1)
  })

  test("with a token about to expire, by pages and jobs at once, makes one refresh and no exchange", async () => {
    const shop = "ageing.myshopify.com"
    admin.install(shop)
    const { session } = await authenticateAdmin(dataRequest(shop))
    await age(shop, 4)
    const pages = Array.from({ length: 5 }, () => authenticateAdmin(dataRequest(shop)))
    const jobs = Array.from({ length: 5 }, () => freshAccess(shop))
    const tokens = [
      ...(await Promise.all(pages)).map((visitor) => visitor.session.accessToken),
      ...(await Promise.all(jobs)).map((access) => access?.accessToken),
    ]
    expect(new Set(tokens).size).toBe(1)
    expect(tokens[0]).not.toBe(session.accessToken)
    expect(admin.tokenRequests(shop)).toBe(2)
  })

  test("heals a permission that background work found gone", async () => {
    const shop = "healed.myshopify.com"
    admin.install(shop)
    await authenticateAdmin(dataRequest(shop))
    await acrossShops().query(`UPDATE "Session" SET "refreshToken" = 'worthless' WHERE shop = $1`, [shop])
    await age(shop, -1)
    expect(await freshAccess(shop)).toBeNull()
    expect((await authenticateAdmin(dataRequest(shop))).tokenIssued).toBe(true)
    expect(await freshAccess(shop)).not.toBeNull()
  })
})

describe("a request that may not enter", () => {
  test("with a forged session token is told to fetch another, and causes no exchange", async () => {
    const shop = "forged.myshopify.com"
    admin.install(shop)
    const token = admin.sessionToken(shop)
    const forged = `${token.slice(0, -3)}${token.endsWith("AAA") ? "BBB" : "AAA"}`
    const answer = await thrownBy(authenticateAdmin(dataRequest(shop, forged)))
    expect(answer.status).toBe(401)
    expect(answer.headers.get("x-shopify-retry-invalid-session-request")).toBe("1")
    expect(admin.tokenRequests(shop)).toBe(0)
  })

  test("of a robot is told that nothing is here", async () => {
    const request = new Request("http://127.0.0.1:4001/app", { headers: { "user-agent": "curl/8" } })
    expect((await thrownBy(authenticateAdmin(request))).status).toBe(410)
  })

  test("without a token goes to the bounce page, which Shopify's admin and, in development, the simulator may frame", async () => {
    const host = Buffer.from("admin.shopify.com/store/bounced").toString("base64url")
    const page = `shop=bounced.myshopify.com&host=${host}&embedded=1`
    const get = (path: string) => new Request(`http://127.0.0.1:4001${path}`, { headers: { "user-agent": BROWSER } })
    const redirect = await thrownBy(authenticateAdmin(get(`/app?${page}`)))
    expect(redirect.headers.get("location")).toMatch(/^\/auth\/session-token\?/)
    const bounce = await thrownBy(authenticateAdmin(get(redirect.headers.get("location") as string)))
    const policy = bounce.headers.get("content-security-policy")
    expect(policy).toContain(`frame-ancestors ${admin.origin} https://bounced.myshopify.com`)
  })
})

describe("nonsense at the door", () => {
  const host = Buffer.from("admin.shopify.com/store/x").toString("base64url")
  const shop = "x.myshopify.com"
  test.each([
    ["/app"],
    ["/app?shop=evil.example.com"],
    ["/app?shop=&host="],
    [`/app?shop=${shop}&host=%%%`],
    [`/app?shop=${shop}&host=${Buffer.from("evil.example.com").toString("base64url")}&embedded=1`],
    [`/app?shop=${shop}&host=${Buffer.from("http://[").toString("base64url")}&embedded=1`],
    [`/app?shop=${shop}&host=${host}&embedded=1&id_token=a.b.c`],
    [`/app?shop=${shop}&host=${host}&embedded=1&id_token=..`],
    [`/app?shop=${shop}&shop=y.myshopify.com&host=${host}`],
    ["/auth/exit-iframe?exitIframe=javascript:alert(1)"],
    ["/auth/session-token?shop=evil.example.com"],
    ["/auth/session-token?shop=%E2%80%AEa.myshopify.com"],
    ["/app?shop=a.myshopify.com&shop=*"],
    [`/auth/exit-iframe?exitIframe=https://evil.example.com&shop=${shop}`],
    ["/auth/exit-iframe"],
    ["/auth/session-token?shopify-reload=https://evil.example.com"],
    ["/auth/callback?code=1&shop=x&state=2"],
  ])("%s is turned away, never a fault of ours", async (path) => {
    const get = new Request(`http://127.0.0.1:4001${path}`, { headers: { "user-agent": BROWSER } })
    const answer = await thrownBy(authenticateAdmin(get))
    expect(answer.status).toBeLessThan(500)
    expect(answer.headers.get("location") ?? "").not.toMatch(/^https:\/\/evil/)
  })

  test.each([["Bearer "], ["Bearer a.b.c"], ["Bearer ..."], ["Basic x"], ["Bearer eyJhbGciOiJub25lIn0.e30."]])(
    "a header of %j is turned away",
    async (authorization) => {
      const request = new Request("http://127.0.0.1:4001/app", { headers: { authorization, "user-agent": BROWSER } })
      expect((await thrownBy(authenticateAdmin(request))).status).toBeLessThan(500)
    },
  )
})

describe("an embedded document", () => {
  test("may be framed by the shop's admin and, in development, by the simulator", () => {
    const headers = new Headers()
    addDocumentHeaders(new Request("http://127.0.0.1:4001/app?shop=framed.myshopify.com"), headers)
    expect(headers.get("content-security-policy")).toMatch(
      /^frame-ancestors http:\/\/127\.0\.0\.1:\d+ https:\/\/framed\.myshopify\.com https:\/\/admin\.shopify\.com/,
    )
  })
})
