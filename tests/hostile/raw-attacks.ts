import { signWebhook } from "#app/shopify/webhook-signature.server.ts"
import { type Attack, type Attacker, requestBytes, type Target } from "./attack.ts"
import type { Random } from "./random.ts"

/** Bytes that are hardly HTTP: each on a connection of its own, which the server may simply close. */

export const rawAttacks: Record<string, Attacker> = {
  "header injection": (target, random) => {
    const line = random.pick([
      "\r\nX-Injected: 1",
      "\nX-Injected: 1",
      "\rX-Injected: 1",
      "\0",
      "\r\n\r\nGET /app HTTP/1.1\r\nHost: x",
      " \r\n folded: yes",
    ])
    return raw(head(target, random, path(target, random), [["X-Shopify-Topic", `orders/create${line}`]]))
  },
  "path injection": (target, random) =>
    raw(
      head(
        target,
        random,
        `${path(target, random)}${random.pick(["\r\nX-Injected: 1\r\n", "%0d%0aSet-Cookie:a=b", "\t/x", "\0", "\u00ff\u00fe", " HTTP/1.1\r\nHost: a\r\n\r\n"])}`,
      ),
    ),
  "odd first line": (_target, random) =>
    raw(
      random.pick([
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET / HTTP/0.9\r\n\r\n",
        "GET /\r\n\r\n",
        "\r\n\r\n\r\n",
        "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET http://evil.example.com/ HTTP/1.1\r\nHost: x\r\n\r\n",
        "CONNECT evil.example.com:443 HTTP/1.1\r\nHost: x\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
        "G\u00cbT / HTTP/1.1\r\nHost: x\r\n\r\n",
      ]),
    ),
  "two lengths": (target, random) => {
    const lengths = random.pick<[string, string][]>([
      [
        ["Content-Length", "5"],
        ["Content-Length", "50"],
      ],
      [
        ["Content-Length", "5"],
        ["Transfer-Encoding", "chunked"],
      ],
      [
        ["Transfer-Encoding", "chunked"],
        ["Transfer-Encoding", "identity"],
      ],
      [["Transfer-Encoding", "xchunked"]],
      [["Content-Length", "-1"]],
      [["Content-Length", "99999999999999999999"]],
      [["Content-Length", "0x10"]],
    ])
    return raw(
      head(target, random, path(target, random), lengths, "POST"),
      "0\r\n\r\nGET /app HTTP/1.1\r\nHost: x\r\n\r\n",
    )
  },
  "chunked nonsense": (target, random) => {
    const chunks = random.pick([
      "zz\r\nabc\r\n",
      "-1\r\n\r\n",
      "ffffffffffffffff\r\n",
      "5\r\nabc\r\n0\r\n\r\n",
      `5;${"x".repeat(20_000)}\r\nabcde\r\n0\r\n\r\n`,
      "0\r\nTrailer: x\r\n\r\n",
      `${"1\r\na\r\n".repeat(2000)}0\r\n\r\n`,
    ])
    return raw(head(target, random, path(target, random), [["Transfer-Encoding", "chunked"]], "POST"), chunks)
  },
  "large chunked body": (target, random) => {
    const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`
    return raw(
      head(
        target,
        random,
        random.pick([...target.adminPaths, ...target.storefrontPaths]),
        [["Transfer-Encoding", "chunked"]],
        "POST",
      ),
      ...Array<string>(12).fill(chunk),
      "0\r\n\r\n",
    )
  },
  "half a request": (target, random) => {
    const whole = head(target, random, path(target, random), [["Content-Length", "1000"]], "POST")
    return { ...raw(whole.subarray(0, 1 + random.below(whole.length - 1))), kind: "" }
  },
  "half a signed delivery": (target, random) => {
    const body = Buffer.from('{"id": 8100000000001, "name": "#1"}')
    const headers: [string, string][] = [
      ["X-Shopify-Topic", "orders/create"],
      ["X-Shopify-Shop-Domain", target.shop],
      ["X-Shopify-Hmac-Sha256", signWebhook(body, target.apiSecret)],
      ["Content-Length", String(body.length)],
    ]
    return raw(head(target, random, "/webhooks", headers, "POST"), body.subarray(0, random.below(body.length)))
  },
  "drop by drop": (target, random) => {
    const whole = requestBytes(target, random, { path: path(target, random) })
    const pieces = [whole.subarray(0, 10), whole.subarray(10, 30), whole.subarray(30)]
    return { door: "raw sockets", kind: "", pieces, pauseMs: 20 + random.below(150), alone: true }
  },
  "too many headers": (target, random) => {
    const many = Array.from({ length: 50 + random.below(3000) }, (_, index): [string, string] => [
      `X-${index}`,
      "y".repeat(random.below(40)),
    ])
    return raw(head(target, random, path(target, random), many))
  },
  "upgrades and expectations": (target, random) => {
    const asked = random.pick<[string, string][]>([
      [
        ["Connection", "Upgrade"],
        ["Upgrade", "websocket"],
        ["Sec-WebSocket-Key", "x"],
      ],
      [
        ["Connection", "Upgrade, HTTP2-Settings"],
        ["Upgrade", "h2c"],
        ["HTTP2-Settings", "AAMAAABkAAQAAP__"],
      ],
      [["Expect", "100-continue"]],
      [["Expect", "wonders"]],
      [["Connection", "close, host, x-forwarded-for"]],
    ])
    return raw(head(target, random, path(target, random), asked))
  },
  "many in one breath": (target, random) =>
    raw(...Array.from({ length: 2 + random.below(8) }, () => head(target, random, path(target, random)))),
}

function raw(...pieces: (string | Buffer)[]): Attack {
  const bytes = pieces.map((piece) => (typeof piece === "string" ? Buffer.from(piece, "latin1") : piece))
  return { door: "raw sockets", kind: "", pieces: bytes, alone: true }
}

function head(target: Target, random: Random, path: string, headers: [string, string][] = [], method = "GET"): Buffer {
  return requestBytes(target, random, { method, path, headers })
}

function path(target: Target, random: Random): string {
  return random.pick([...target.adminPaths, ...target.storefrontPaths, ...target.publicPaths, "/webhooks"])
}
