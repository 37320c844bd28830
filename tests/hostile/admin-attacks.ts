import { createHmac } from "node:crypto"
import { USER_AGENT } from "#tests/support/browser.ts"
import { type Attack, type Attacker, requestBytes, type Target } from "./attack.ts"
import { nastyQueryValue, nastyText } from "./nasty.ts"
import type { Random } from "./random.ts"

/** Requests to the embedded pages: with tokens that are none, and by a person of one shop who asks for another's rows. */

type Claims = Record<string, unknown>
type Asked = { path: string; method?: string; body?: string; headers?: [string, string][]; token?: string }

export const adminAttacks: Record<string, Attacker> = {
  "let in, nasty parameters": (target, random) => {
    const names = ["q", "after", "_data", "locale", "shop", "host", "embedded", "id_token", "tab", "index"]
    const query = Array.from(
      { length: 1 + random.below(4) },
      () => `${random.pick(names)}=${nastyQueryValue(random)}`,
    ).join("&")
    return ask(target, random, { path: `${random.pick(target.adminPaths)}?${query}` })
  },
  "let in, another shop's ids": (target, random) => {
    const id = random.pick(target.victimIds)
    const path = random.pick([
      `/app/members/${id}`,
      `/app/orders/${id}`,
      `/app/members?q=${id}`,
      `/app/orders?q=${id}`,
      `/app/members?shop=${target.victim}`,
      `/app/orders?after=${id}`,
    ])
    return ask(target, random, { path })
  },
  "let in, nasty ids": (target, random) =>
    ask(target, random, { path: `${random.pick(["/app/members/", "/app/orders/"])}${nastyQueryValue(random)}` }),
  "let in, data of a page": (target, random) => {
    const route = random.pick([
      "routes/admin/layout",
      "routes/admin/orders",
      "routes/admin/member",
      "root",
      "routes/__proto__",
      nastyQueryValue(random),
    ])
    return ask(target, random, { path: `${random.pick(target.adminPaths)}?_data=${encodeURIComponent(route)}` })
  },
  "let in, nasty forms": (target, random) => {
    const fields = [
      "intent",
      "points",
      "reason",
      "note",
      "rules",
      "customerId",
      "orderId",
      "version",
      "id",
      "direction",
    ]
    const body = Array.from(
      { length: 1 + random.below(6) },
      () => `${random.pick(fields)}=${nastyQueryValue(random)}`,
    ).join("&")
    const type = random.pick([
      "application/x-www-form-urlencoded",
      "application/json",
      "multipart/form-data; boundary=x",
      "text/plain",
      "multipart/form-data",
      nastyText(random).replace(/[^\x20-\x7e]/g, ""),
    ])
    const path = random.pick([...target.adminPaths, `/app/members/${random.pick(target.victimIds)}`])
    return ask(target, random, {
      path,
      method: random.pick(["POST", "POST", "PUT", "DELETE", "PATCH"]),
      body,
      headers: [["Content-Type", type]],
    })
  },
  "token without signature": (target, random) =>
    ask(target, random, {
      path: random.pick(target.adminPaths),
      token: token(target, random, {}, { alg: random.pick(["none", "None", "HS384", "RS256", ""]) }, ""),
    }),
  "token of another key": (target, random) => {
    const claims = random.pick<Claims>([{ aud: "another-app" }, { aud: null }, { dest: `https://${target.victim}` }])
    return ask(target, random, {
      path: random.pick(target.adminPaths),
      token: token({ ...target, apiSecret: "another-secret" }, random, claims),
    })
  },
  "token out of time": (target, random) => {
    const at = Math.floor(Date.now() / 1000)
    const claims = random.pick<Claims>([
      { exp: at - 3600, nbf: at - 7200 },
      { nbf: at + 3600, exp: at + 7200 },
      { exp: "never" },
      { exp: 1e300 },
      { exp: null },
    ])
    return ask(target, random, { path: random.pick(target.adminPaths), token: token(target, random, claims) })
  },
  "token with odd claims": (target, random) => {
    const name = random.pick(["dest", "iss", "aud", "sid", "jti", "exp", "nbf"])
    const value = random.pick<unknown>([
      null,
      0,
      -1,
      [],
      {},
      nastyText(random),
      { toString: 1 },
      ["https://x.myshopify.com"],
      true,
    ])
    return ask(target, random, {
      path: random.pick(target.adminPaths),
      token: token(target, random, { [name]: value }),
    })
  },
  "token cut or mixed": (target, random) => {
    const whole = token(target, random, {})
    const odd = random.pick([
      whole.slice(0, random.below(whole.length)),
      whole.replaceAll(".", ""),
      `${whole}.x`,
      "..",
      "a.b.c",
      whole.split("").reverse().join(""),
      `${whole}\u00ff`,
    ])
    return ask(target, random, { path: random.pick(target.adminPaths), token: odd })
  },
  "no token": (target, random) => {
    const path = `${random.pick([...target.adminPaths, "/auth/session-token", "/auth/exit-iframe", "/auth/callback", "/auth", "/auth/login"])}`
    const names = ["shop", "host", "embedded", "exitIframe", "shopify-reload", "id_token", "hmac", "code", "state"]
    const query = Array.from(
      { length: random.below(5) },
      () => `${random.pick(names)}=${random.once(3) ? target.victim : nastyQueryValue(random)}`,
    ).join("&")
    return ask(target, random, { path: `${path}?${query}`, token: "" })
  },
}

function ask(target: Target, random: Random, asked: Asked): Attack {
  const { method = "GET", body = "", headers = [] } = asked
  const bearer = asked.token ?? token(target, random, {})
  const agent = random.once(10) ? random.pick(["curl/8", "HeadlessChrome", "", "Shopify POS"]) : USER_AGENT
  const all: [string, string][] = [
    ["User-Agent", agent],
    ["Accept", random.pick(["*/*", "text/html", "application/json"])],
    ...headers,
  ]
  if (bearer) all.push(["Authorization", `Bearer ${bearer}`])
  const bytes = requestBytes(target, random, { method, path: asked.path, headers: all }, body)
  return { door: "admin", kind: "", pieces: [bytes] }
}

/** A session token as Shopify's admin makes it, with `claims` and `head` over the honest ones. */
export function token(target: Target, random: Random, claims: Claims, head: Claims = {}, signature?: string): string {
  const at = Math.floor(Date.now() / 1000)
  const honest = {
    iss: `https://${target.shop}/admin`,
    dest: `https://${target.shop}`,
    aud: target.apiKey,
    sub: String(90_000 + random.below(2000)),
    exp: at + 60,
    nbf: at - 1,
    iat: at - 1,
    jti: String(random.below(2 ** 31)),
    sid: "hostile",
  }
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url")
  const signed = `${encode({ alg: "HS256", typ: "JWT", ...head })}.${encode({ ...honest, ...claims })}`
  return `${signed}.${signature ?? createHmac("sha256", target.apiSecret).update(signed).digest("base64url")}`
}
