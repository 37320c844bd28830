import { signProxyQuery } from "#app/shopify/proxy-signature.server.ts"
import type { SimulatedAdmin } from "#tests/support/simulated-admin.ts"
import { digitsOf, type Visit, type VisitedRoute } from "./visits.ts"

/** Whose browser asks: staff of `shop` in its admin, or at its storefront the customer it vouches for. */
export type Visitor = { admin: SimulatedAdmin; shop: string; customerId: string }

const SECRET = "regulars-dev-secret"
const BROWSER = "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"

type Handler = (args: { request: Request; params: Record<string, string>; context: object }) => unknown
export type RouteModule = { loader?: Handler; action?: Handler }

export async function openRoute(file: string): Promise<RouteModule> {
  return (await import(/* @vite-ignore */ `../../app/${file}`)) as RouteModule
}

/** Everything a route says to a visitor: its answer or what it throws instead, headers and all, as text. */
export async function visitRoute({ path, file }: VisitedRoute, visit: Visit, visitor: Visitor): Promise<string> {
  const module = await openRoute(file)
  const params = visit.params ?? {}
  const url = new URL(
    path.replace(/:(\w+)/g, (_, name) => params[name] ?? "").replace("*", "anything"),
    "http://127.0.0.1:4001",
  )
  for (const [key, value] of Object.entries(visit.query ?? {}))
    if (value !== undefined) url.searchParams.set(key, value)
  const request = path.startsWith("/storefront") ? proxyRequest(url, visit, visitor) : adminRequest(url, visit, visitor)
  const handler = visit.form ? module.action : module.loader
  if (!handler) return ""
  const answer = async () => handler({ request, params, context: {} })
  return textOf(await answer().catch((thrown: unknown) => thrown))
}

function adminRequest(url: URL, { form }: Visit, { admin, shop }: Visitor): Request {
  url.searchParams.set("shop", shop)
  const headers = { authorization: `Bearer ${admin.sessionToken(shop)}`, "user-agent": BROWSER }
  return new Request(url, form ? { method: "POST", headers, body: new URLSearchParams(form) } : { headers })
}

/** The shop vouches for its own customer; another shop's customer can only come from a shop that lies. */
function proxyRequest(url: URL, { form }: Visit, { shop, customerId }: Visitor): Request {
  url.searchParams.set("shop", shop)
  url.searchParams.set("logged_in_customer_id", digitsOf(customerId))
  url.searchParams.set("timestamp", String(Math.floor(Date.now() / 1000)))
  url.searchParams.set("signature", signProxyQuery(url.searchParams, SECRET))
  const headers = { accept: "application/json", "content-type": "application/x-www-form-urlencoded" }
  return new Request(url, form ? { method: "POST", headers, body: new URLSearchParams(form) } : { headers })
}

async function textOf(answer: unknown): Promise<string> {
  if (answer instanceof Response) return JSON.stringify([...answer.headers]) + (await answer.text())
  if (answer instanceof Error) return String(answer.stack)
  const { data, init } = (answer ?? {}) as { data?: unknown; init?: unknown }
  return JSON.stringify(data === undefined ? answer : [data, init]) ?? ""
}
