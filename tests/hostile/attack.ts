import type { Random } from "./random.ts"

/** One hostile request, byte for byte. */
export type Attack = {
  /** Which part of the house it knocks at, for the table. */
  door: string
  /** What is wrong with it, for the table. */
  kind: string
  /** The bytes, in pieces; between two of them `pauseMs` pass. */
  pieces: (string | Buffer)[]
  pauseMs?: number
  /** Breaks HTTP itself, or closes half-way: gets a connection of its own, and an answer is no duty. */
  alone?: boolean
  /** Statuses the door must answer with; absent: any but 5xx. */
  expect?: number[]
}

/** What attacks are made from: addresses of the house, keys, and names of rows that must not be seen. */
export type Target = {
  host: string
  apiKey: string
  apiSecret: string
  /** Webhooks, admin and storefront requests of a shop that is allowed in. */
  shop: string
  /** A shop whose app is torn down again and again. */
  doomed: string
  /** The shop whose rows nobody may see or change. */
  victim: string
  /** Ids of the victim's orders and customers, in digits. */
  victimIds: string[]
  topics: string[]
  adminPaths: string[]
  storefrontPaths: string[]
  publicPaths: string[]
  assetPaths: string[]
  /** Machine time in seconds when the run began; signatures and tokens are made for it. */
  startedAt: number
  /** Where all requests come from; absent: each from somewhere else, so that the limits do not shield the doors. */
  from?: string
}

export type Attacker = (target: Target, random: Random) => Attack

type Head = { method?: string; path: string; headers?: [string, string][]; version?: string }

/** The head of a request; host, sender's address and length are added unless they are given. */
export function requestBytes(target: Target, random: Random, head: Head, body: string | Buffer = ""): Buffer {
  const { method = "GET", path, headers = [], version = "HTTP/1.1" } = head
  const given = new Set(headers.map(([name]) => name.toLowerCase()))
  const all = [...headers]
  if (!given.has("host")) all.unshift(["Host", target.host])
  if (!given.has("x-forwarded-for")) all.push(["X-Forwarded-For", target.from ?? randomAddress(random)])
  if (!given.has("content-length") && !given.has("transfer-encoding") && (body.length > 0 || method === "POST"))
    all.push(["Content-Length", String(Buffer.byteLength(body))])
  const text = all.map(([name, value]) => `${name}: ${value}\r\n`).join("")
  return Buffer.concat([Buffer.from(`${method} ${path} ${version}\r\n${text}\r\n`, "latin1"), Buffer.from(body)])
}

function randomAddress(random: Random): string {
  const part = () => random.below(256)
  return random.once(5)
    ? `2001:db8:${part().toString(16)}:${part().toString(16)}::1`
    : `${1 + random.below(223)}.${part()}.${part()}.${part()}`
}
