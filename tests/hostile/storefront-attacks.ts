import { signProxyQuery } from "#app/shopify/proxy-signature.server.ts"
import { type Attack, type Attacker, requestBytes, type Target } from "./attack.ts"
import { nastyQueryValue, nastyText } from "./nasty.ts"
import type { Random } from "./random.ts"

/** Requests to the app proxy: signed ones with parameters nobody honest writes, replayed, expired, and for another's rows. */

type Asked = {
  path?: string
  method?: string
  query?: [string, string][]
  shop?: string
  customer?: string
  ageSeconds?: number
  body?: string
  headers?: [string, string][]
}

export const storefrontAttacks: Record<string, Attacker> = {
  "signed, nasty parameters": (target, random) => {
    const names = ["cursor", "locale", "customer", "customerId", "shop_id", "_data", "index"]
    const query = Array.from(
      { length: 1 + random.below(4) },
      () => [random.pick(names), nastyText(random)] as [string, string],
    )
    return ask(target, random, { query })
  },
  "signed, another shop's ids": (target, random) => {
    const id = random.pick(target.victimIds)
    const query: [string, string][] = [
      ["customer", id],
      ["customerId", `gid://shopify/Customer/${id}`],
      ["cursor", id],
    ]
    return ask(target, random, { query, customer: random.once(2) ? id : undefined })
  },
  "signed, joining with nonsense": (target, random) =>
    ask(target, random, {
      path: "/storefront/join",
      method: "POST",
      body: random.pick([
        "",
        "consent=no",
        "consent=yes&consent=yes",
        "%%%",
        nastyText(random),
        `consent=${"y".repeat(20_000)}`,
        "{}",
      ]),
      headers: [
        [
          "Content-Type",
          random.pick([
            "application/x-www-form-urlencoded",
            "application/json",
            "multipart/form-data",
            "text/plain; charset=utf-99",
            "x",
          ]),
        ],
      ],
    }),
  "signed, joining": (target, random) =>
    ask(target, random, {
      path: "/storefront/join",
      method: "POST",
      body: "consent=yes",
      customer: String(7_000_000_000 + random.below(200)),
    }),
  "signed, another method": (target, random) =>
    ask(target, random, { method: random.pick(["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "POST"]) }),
  "signature of other parameters": (target, random) => {
    const signed = signedQuery(target, random, {})
    const swapped = random.pick(["logged_in_customer_id", "shop", "timestamp", "path_prefix"])
    const value = swapped === "shop" ? target.victim : random.pick(target.victimIds)
    return plain(
      target,
      random,
      random.pick(target.storefrontPaths),
      `${replaceParameter(signed, swapped, value)}`,
      [401],
    )
  },
  "signature twice or none": (target, random) => {
    const signed = signedQuery(target, random, {})
    const query = random.pick([
      `${signed}&signature=00`,
      signed.replace(/&?signature=[^&]*/, ""),
      "",
      "signature=",
      `signature=${"0".repeat(64)}`,
    ])
    return plain(target, random, random.pick(target.storefrontPaths), query, [401])
  },
  "named parameters twice": (target, random) => {
    const name = random.pick(["shop", "timestamp", "logged_in_customer_id"])
    return ask(target, random, { query: [[name, random.pick([target.victim, ...target.victimIds])]] }, [401])
  },
  expired: (target, random) =>
    ask(target, random, { ageSeconds: random.pick([-100_000, 3_600, 1e12, 31_536_000]) }, [401]),
  "broken encoding": (target, random) => {
    const query = Array.from(
      { length: 1 + random.below(3) },
      () => `${random.pick(["cursor", "locale", "shop"])}=${nastyQueryValue(random)}`,
    ).join("&")
    return plain(
      target,
      random,
      random.pick(target.storefrontPaths),
      `${query}&${signedQuery(target, random, {})}`,
      [401],
    )
  },
}

function ask(target: Target, random: Random, asked: Asked, expect?: number[]): Attack {
  const path = asked.path ?? random.pick(target.storefrontPaths)
  const { method = "GET", body = "", headers = [] } = asked
  const full = `${path}?${signedQuery(target, random, asked)}`
  const accept: [string, string] = ["Accept", random.pick(["application/json", "text/html", "*/*", ""])]
  const bytes = requestBytes(target, random, { method, path: full, headers: [accept, ...headers] }, body)
  return { door: "storefront", kind: "", pieces: [bytes], expect: full.length > 8000 ? undefined : expect }
}

function plain(target: Target, random: Random, path: string, query: string, expect: number[]): Attack {
  const bytes = requestBytes(target, random, { path: `${path}?${query}` })
  return { door: "storefront", kind: "", pieces: [bytes], expect }
}

/** Signed as Shopify signs; the time is the run's beginning unless it is to be wrong. */
function signedQuery(target: Target, random: Random, asked: Asked): string {
  const query = new URLSearchParams(asked.query ?? [])
  query.append("shop", asked.shop ?? target.shop)
  query.append(
    "logged_in_customer_id",
    asked.customer ?? random.pick(["", String(7_000_000_000 + random.below(50_000))]),
  )
  query.append("path_prefix", "/apps/regulars")
  const at = asked.ageSeconds === undefined ? Math.floor(Date.now() / 1000) : target.startedAt - asked.ageSeconds
  query.append("timestamp", String(at))
  query.append("signature", signProxyQuery(query, target.apiSecret))
  return query.toString()
}

function replaceParameter(query: string, name: string, value: string): string {
  const parameters = new URLSearchParams(query)
  parameters.set(name, value)
  return parameters.toString()
}
