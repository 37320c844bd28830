import type { IncomingMessage, ServerResponse } from "node:http"
import { localeOf } from "#app/i18n/locales.ts"
import { translator } from "#app/i18n/translate.ts"
import { clientAddress } from "#app/lib/client-address.ts"
import { CLIENT_HEADER, clientOf, VISITOR_HEADER } from "#app/lib/client-headers.ts"
import { spendRate } from "#app/lib/rate-limit.server.ts"
import type { RateDoor } from "#app/lib/rate-rules.ts"

/** What every request meets first, whoever answers it in the end. */
export type FrontDoor = {
  /** Answers what nobody honest sends (true: answered); else writes down who asks, so far as that can be believed. */
  refuse: (request: IncomingMessage, response: ServerResponse) => boolean
  /** Counts visitors of health checks, static files and plain pages; false: one came too often and was told so. */
  admit: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>
  /** Cuts off a body larger than any form of ours. */
  limitBody: (request: IncomingMessage) => void
}

export type FrontDoorOptions = {
  /** The public address, as configured: what a request claims about host and scheme is not believed. */
  appUrl: string
  /** How many proxies of ours append to X-Forwarded-For. */
  trustProxy: number
}

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
const LONGEST_URL = 8 * 1024
/** The programme's form is our largest, joining a few words; webhooks have a limit of their own (ingress). */
const FORM_LIMIT_BYTES = 512 * 1024
const STOREFRONT_LIMIT_BYTES = 16 * 1024
const HEALTH = new Set(["/healthz", "/readyz", "/metrics"])
/** These count their visitors themselves, once they know who asks. */
const OWN_COUNT = /^\/(app|auth|storefront)(\/|$)/

export function createFrontDoor(options: FrontDoorOptions): FrontDoor {
  const { host, protocol } = new URL(options.appUrl)

  function refuse(request: IncomingMessage, response: ServerResponse): boolean {
    const url = request.url ?? ""
    if (!METHODS.has(request.method ?? "")) return answer(response, 405, "This method is not used here.")
    if (url.length > LONGEST_URL) return answer(response, 414, "The address is too long.")
    if (!url.startsWith("/") || !isPlain(pathOf(url))) return answer(response, 400, "The address is not a path.")
    const declared = Number(request.headers["content-length"] ?? 0)
    if (declared > bodyLimitBytes(pathOf(url))) return answer(response, 413, "The body is too large.")
    introduce(request)
    return false
  }

  function introduce({ headers, socket }: IncomingMessage): void {
    const forwarded = headers["x-forwarded-for"]
    const chain = Array.isArray(forwarded) ? forwarded.join(",") : forwarded
    const from = socket.remoteAddress ?? "unknown"
    headers[CLIENT_HEADER] = clientAddress(chain, from, options.trustProxy)
    headers[VISITOR_HEADER] = clientAddress(chain, from, options.trustProxy + 1)
    headers["x-forwarded-for"] = headers[CLIENT_HEADER]
    headers["x-forwarded-host"] = host
    headers["x-forwarded-proto"] = protocol.slice(0, -1)
    headers.host = host
    delete headers.forwarded
  }

  async function admit(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const door = doorOf(pathOf(request.url ?? ""))
    const verdict = door ? await spendRate(door, clientOf(request.headers)) : null
    if (!verdict || verdict.ok) return true
    response.setHeader("Retry-After", String(verdict.retryAfterSeconds))
    answer(response, 429, translator(localeOf(request.headers["accept-language"]))("errors:pages.too_often"))
    return false
  }

  // Length unknown beforehand: counted as it comes, below whoever reads it. The reader sees a broken connection.
  function limitBody(request: IncomingMessage): void {
    if (request.headers["transfer-encoding"] === undefined) return
    const limitBytes = bodyLimitBytes(pathOf(request.url ?? ""))
    let bytes = 0
    const push = request.push.bind(request)
    request.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
      bytes += chunk?.length ?? 0
      if (bytes <= limitBytes) return push(chunk, encoding)
      request.socket.end("HTTP/1.1 413 Payload Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
      return false
    }
  }

  return { refuse, admit, limitBody }
}

function pathOf(url: string): string {
  return url.split("?", 1)[0] as string
}

/** %ff, %0d%0a and their kin: each reader behind would make something else of it. */
function isPlain(path: string): boolean {
  try {
    return [...decodeURIComponent(path)].every((letter) => letter >= " " && letter !== "\u007f")
  } catch {
    return false
  }
}

function bodyLimitBytes(path: string): number {
  if (path === "/webhooks") return Number.POSITIVE_INFINITY
  return path.startsWith("/storefront/") ? STOREFRONT_LIMIT_BYTES : FORM_LIMIT_BYTES
}

function doorOf(path: string): RateDoor | null {
  if (HEALTH.has(path)) return "health"
  if (path.startsWith("/assets/")) return "assets"
  return OWN_COUNT.test(path) ? null : "pages"
}

/** The connection ends with it: whoever sends this is still writing something we will not read. */
function answer(response: ServerResponse, status: number, words: string): true {
  const headers = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store", Connection: "close" }
  response.writeHead(status, status === 405 ? { ...headers, Allow: [...METHODS].join(", ") } : headers)
  response.end(`${words}\n`)
  return true
}
