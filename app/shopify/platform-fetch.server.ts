import { env } from "#app/lib/env.server.ts"

/**
 * The one way out to Shopify. With SHOPIFY_SIMULATOR_ORIGIN set (development only), `https://{shop}/X` goes to
 * `${origin}/shopify/{shop}/X`; without it, it is plain fetch.
 */
export function platformFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const origin = env().simulatorOrigin
  if (!origin) return fetch(input, init)
  if (input instanceof Request) return fetch(new Request(toSimulator(input.url, origin), input), init)
  return fetch(toSimulator(String(input), origin), init)
}

/** Pure part of `platformFetch`: a platform address as the simulator serves it. Other hosts stay as they are. */
export function toSimulator(address: string, simulatorOrigin: string): string {
  const url = new URL(address)
  if (!url.hostname.endsWith(".myshopify.com")) return address
  return `${simulatorOrigin}/shopify/${url.hostname}${url.pathname}${url.search}`
}
