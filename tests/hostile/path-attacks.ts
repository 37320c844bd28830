import { type Attack, type Attacker, requestBytes, type Target } from "./attack.ts"
import { nastyQueryValue } from "./nasty.ts"
import type { Random } from "./random.ts"

/** Addresses that lead out of the house, or nowhere, at every door that a browser can open. */

const UP = [
  "../",
  "..%2f",
  "%2e%2e/",
  "%2e%2e%2f",
  "..%5c",
  "%252e%252e%252f",
  "....//",
  ".%00./",
  "%c0%ae%c0%ae/",
  "..;/",
]
const WANTED = [
  "etc/passwd",
  ".env",
  "package.json",
  "server/index.js",
  ".git/config",
  "app/server.ts",
  "proc/self/environ",
  "node_modules/pg/package.json",
]
const ROBOTS = [
  "/wp-login.php",
  "/.git/HEAD",
  "/.env",
  "/admin",
  "/phpmyadmin/",
  "/cgi-bin/sh",
  "/actuator/env",
  "/@vite/client",
  "/__manifest",
  "/favicon.ico",
  "/robots.txt",
  "/graphql",
]

export const pathAttacks: Record<string, Attacker> = {
  "leading up": (target, random) => {
    const start = random.pick(["/", "/assets/", "/app/", "/storefront/", "/auth/", "//"])
    return ask(target, random, `${start}${random.pick(UP).repeat(1 + random.below(8))}${random.pick(WANTED)}`)
  },
  "slashes and dots": (target, random) => {
    const path = random.pick(all(target))
    const odd = random.pick([
      path.replaceAll("/", "//"),
      path.replaceAll("/", "%2f"),
      `${path}/`,
      `${path}/.`,
      `/.${path}`,
      `${path}%20`,
      `${path};a=b`,
      `${path}\\`,
      path.toUpperCase(),
      `${path}//..`,
    ])
    return ask(target, random, odd.startsWith("/") ? odd : `/${odd}`)
  },
  "percent nonsense": (target, random) =>
    ask(target, random, `${random.pick(all(target))}/${nastyQueryValue(random).replaceAll(" ", "")}`),
  "very long": (target, random) =>
    ask(
      target,
      random,
      `${random.pick(all(target))}${random.pick(["/", "?", "?a="])}${random.pick(["a", "%41", "/", "&a=1", "[]"]).repeat(1000 + random.below(4000))}`,
    ),
  "query without sense": (target, random) =>
    ask(
      target,
      random,
      `${random.pick(all(target))}?${Array.from({ length: random.below(300) }, () => `${random.pick(["a", "a[]", "a[b]", "__proto__", "shop", "_data"])}=${nastyQueryValue(random)}`).join("&")}`,
    ),
  "what robots try": (target, random) => ask(target, random, random.pick(ROBOTS)),
  "methods everywhere": (target, random) =>
    ask(
      target,
      random,
      random.pick(all(target)),
      random.pick(["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE", "PROPFIND", "MKCOL", "PURGE"]),
    ),
  "claims about host and sender": (target, random) => {
    const claims: [string, string][] = [
      ["Host", random.pick(["evil.example.com", "evil.example.com:99999", "[::1", "a b", "", "x/../y", "xn--\u00ff"])],
      ["X-Forwarded-Host", random.pick(["evil.example.com", "evil.example.com:x", "a,b,c", ""])],
      ["X-Forwarded-Proto", random.pick(["https", "gopher", "javascript", ""])],
      ["X-Forwarded-For", random.pick(["127.0.0.1", "::1", "unknown", ",,,,", "9".repeat(5000), "a, b, c, d"])],
      ["X-Regulars-Client", "127.0.0.1"],
      ["Forwarded", "for=127.0.0.1;host=evil.example.com"],
    ]
    return ask(
      target,
      random,
      random.pick(all(target)),
      "GET",
      claims.filter(() => random.once(2)),
    )
  },
  "ranges and conditions": (target, random) => {
    const headers: [string, string][] = [
      [
        "Range",
        random.pick(["bytes=0-", "bytes=-1", "bytes=9999999999-", "bytes=0-0,1-1,2-2", "bytes=a-b", "items=0-1"]),
      ],
      ["If-None-Match", random.pick(["*", 'W/"x"', "x"])],
      ["If-Modified-Since", random.pick(["never", "Thu, 01 Jan 1970 00:00:00 GMT"])],
      ["Accept-Encoding", "identity;q=0, *;q=0"],
    ]
    return ask(
      target,
      random,
      random.pick([...target.assetPaths, ...target.publicPaths]),
      "GET",
      headers.filter(() => random.once(2)),
    )
  },
}

function all(target: Target): string[] {
  return [
    ...target.adminPaths,
    ...target.storefrontPaths,
    ...target.publicPaths,
    random(target.assetPaths),
    "/webhooks",
  ]
}

/** One asset stands for all of them, so that they are no more than the pages. */
function random(paths: string[]): string {
  return paths[0] ?? "/assets/none.js"
}

function ask(target: Target, chance: Random, path: string, method = "GET", headers: [string, string][] = []): Attack {
  const door = doorOf(path, target)
  return {
    door,
    kind: "",
    pieces: [requestBytes(target, chance, { method, path: path.replaceAll(/[ \r\n]/g, ""), headers })],
  }
}

function doorOf(path: string, target: Target): string {
  if (path.startsWith("/app") || path.startsWith("/auth")) return "admin"
  if (path.startsWith("/storefront")) return "storefront"
  if (path.startsWith("/assets")) return "assets"
  if (path.startsWith("/webhooks")) return "webhooks"
  return target.publicPaths.some((known) => path.startsWith(known) && known !== "/")
    ? "health and landing"
    : "elsewhere"
}
