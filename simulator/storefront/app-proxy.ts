import type { Context, Hono } from "hono"
import { signProxyQuery } from "./proxy-signature.ts"
import { type Store, visitOf } from "./store.ts"

/** What Shopify adds to the query: never taken from the visitor. */
const OURS = ["shop", "logged_in_customer_id", "path_prefix", "timestamp", "signature"]
const PATH_PREFIX = "/apps/regulars"
const TIMEOUT_MS = 10_000
const FORWARDED = ["accept", "accept-language", "content-type", "user-agent"]

/** /apps/regulars/X on the storefront → /storefront/X of the app, signed, for every method. */
export function registerAppProxy(app: Hono, store: Store): void {
  app.all(`${PATH_PREFIX}/*`, (c) => forward(store, c))
  app.all(PATH_PREFIX, (c) => forward(store, c))
}

async function forward(store: Store, c: Context): Promise<Response> {
  const { appOrigin, apiSecret } = store.context.config
  const asked = new URL(c.req.url)
  const rest = asked.pathname.slice(asked.pathname.indexOf(PATH_PREFIX) + PATH_PREFIX.length)
  const target = new URL(`/storefront${rest}`, appOrigin)
  for (const [key, value] of asked.searchParams) {
    if (!OURS.includes(key)) target.searchParams.append(key, value)
  }
  const { session, place } = visitOf(store, c)
  target.searchParams.set("shop", place.shop.domain)
  target.searchParams.set("logged_in_customer_id", session.customerId ?? "")
  target.searchParams.set("path_prefix", PATH_PREFIX)
  target.searchParams.set("timestamp", String(Math.floor(Date.now() / 1000)))
  target.searchParams.set("signature", signProxyQuery(target.searchParams, apiSecret))
  const headers = new Headers({ "x-forwarded-host": asked.host })
  for (const name of FORWARDED) {
    const value = c.req.header(name)
    if (value) headers.set(name, value)
  }
  const method = c.req.method
  const body = method === "GET" || method === "HEAD" ? undefined : await c.req.arrayBuffer()
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const answer = await fetch(target, { method, headers, body, redirect: "manual", signal })
    return passOn(answer)
  } catch {
    return c.text("There was an error in the third-party application.", 502)
  }
}

/** The app's answer; its cookies never reach the shopper. */
function passOn(answer: Response): Response {
  const headers = new Headers()
  for (const name of ["content-type", "cache-control", "location", "retry-after"]) {
    const value = answer.headers.get(name)
    if (value) headers.set(name, value)
  }
  return new Response(answer.body, { status: answer.status, headers })
}
