import { beforeAll, describe, expect, test } from "vitest"
import { authenticateProxy } from "./proxy.server.ts"
import { signProxyQuery, verifyProxySignature } from "./proxy-signature.server.ts"

const SECRET = "hush"
const SHOP = "zrance.myshopify.com"

beforeAll(() => {
  process.env.DATABASE_URL ??= "postgresql://nobody@127.0.0.1:1/none"
  process.env.SHOPIFY_API_KEY = "key"
  process.env.SHOPIFY_API_SECRET = SECRET
  process.env.SHOPIFY_APP_URL = "http://127.0.0.1:4001"
})

const nowSeconds = () => Math.floor(Date.now() / 1000)

function signed(parameters: [string, string][], headers: Record<string, string> = {}): Request {
  const query = new URLSearchParams(parameters)
  query.append("signature", signProxyQuery(query, SECRET))
  return new Request(`http://127.0.0.1:4001/storefront/history?${query}`, { headers })
}

const usual = (customer: string): [string, string][] => [
  ["shop", SHOP],
  ["path_prefix", "/apps/regulars"],
  ["timestamp", String(nowSeconds())],
  ["logged_in_customer_id", customer],
]

async function refusalOf(request: Request): Promise<{ status: number; words: string }> {
  try {
    authenticateProxy(request)
  } catch (thrown) {
    if (thrown instanceof Response) return { status: thrown.status, words: await thrown.text() }
    throw thrown
  }
  return { status: 200, words: "let in" }
}

describe("the app proxy's signature", () => {
  test("is the hex HMAC that OpenSSL makes of the sorted pairs, repeated parameters joined by a comma", () => {
    // printf 'extra=1,2locale=bglogged_in_customer_id=207path_prefix=/apps/regularsshop=zrance.myshopify.comtimestamp=1317327555'
    const query = new URLSearchParams(
      "extra=1&shop=zrance.myshopify.com&logged_in_customer_id=207&path_prefix=%2Fapps%2Fregulars&timestamp=1317327555&extra=2&locale=bg",
    )
    query.set("signature", "b1bfa9620edf821d4ae4699ce631ee8601b0c1ab5c59062a3c50d803be174c68")
    expect(verifyProxySignature(query, SECRET)).toBe(true)
    query.set("locale", "ru")
    expect(verifyProxySignature(query, SECRET)).toBe(false)
  })
})

describe("a storefront request", () => {
  test("tells the shop and the signed-in customer, whose id may be beyond 2^53", () => {
    expect(authenticateProxy(signed(usual("5085215785508999999")))).toEqual({
      shop: SHOP,
      customerId: "gid://shopify/Customer/5085215785508999999",
      locale: null,
    })
  })

  test("tells that nobody is signed in", () => {
    expect(authenticateProxy(signed(usual(""))).customerId).toBeNull()
  })

  test("may repeat the page's own parameters", () => {
    const request = signed([...usual("7"), ["ids[]", "1"], ["ids[]", "2"], ["q", "a b&c"]])
    expect(authenticateProxy(request).customerId).toBe("gid://shopify/Customer/7")
  })

  test("speaks the page's language, else the browser's, never a made-up one", () => {
    const languages = { "accept-language": "ru-RU,ru;q=0.9,en;q=0.8" }
    expect(authenticateProxy(signed([...usual(""), ["locale", "bg"]], languages)).locale).toBe("bg")
    expect(authenticateProxy(signed(usual(""), languages)).locale).toBe("ru-RU")
    expect(authenticateProxy(signed([...usual(""), ["locale", "../x"]])).locale).toBeNull()
  })

  test("is refused when it claims another customer than was signed", async () => {
    const forged = new URL(signed(usual("7")).url)
    forged.searchParams.set("logged_in_customer_id", "8")
    expect(await refusalOf(new Request(forged))).toMatchObject({
      status: 401,
      words: expect.stringContaining("signature"),
    })
  })

  test.each(["shop", "timestamp", "logged_in_customer_id"])(
    "is refused when %s stands twice, though signed",
    async (key) => {
      const twice = usual("7")
      twice.push([key, twice.find(([name]) => name === key)?.[1] as string])
      expect(await refusalOf(signed(twice))).toMatchObject({ status: 401, words: expect.stringContaining("repeated") })
    },
  )

  test.each([
    ["signature missing", () => new Request("http://127.0.0.1:4001/storefront/x?shop=zrance.myshopify.com")],
    [
      "signed 91 seconds ago",
      () =>
        signed([
          ["shop", SHOP],
          ["timestamp", String(nowSeconds() - 91)],
        ]),
    ],
    [
      "signed 91 seconds ahead",
      () =>
        signed([
          ["shop", SHOP],
          ["timestamp", String(nowSeconds() + 92)],
        ]),
    ],
    ["without a time", () => signed([["shop", SHOP]])],
    [
      "with a time that is no number",
      () =>
        signed([
          ["shop", SHOP],
          ["timestamp", "soon"],
        ]),
    ],
    [
      "of a shop that is none",
      () =>
        signed([
          ["shop", "evil.example.com"],
          ["timestamp", String(nowSeconds())],
        ]),
    ],
    ["with a customer that is no id", () => signed(usual("7 or 1=1"))],
  ])("is refused with 401 when %s", async (_why, make) => {
    expect((await refusalOf(make())).status).toBe(401)
  })

  test("is let in when it took 80 seconds", () => {
    const request = signed([
      ["shop", SHOP],
      ["timestamp", String(nowSeconds() - 80)],
    ])
    expect(authenticateProxy(request).shop).toBe(SHOP)
  })
})
