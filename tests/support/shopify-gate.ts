import { createServer, request } from "node:http"
import type { AddressInfo } from "node:net"

/** Stands between the app and the simulated Shopify: lets everything through, or throttles everything for an hour. */
export type ShopifyGate = { origin: string; throttle: (on: boolean) => void; close: () => Promise<void> }

export async function openShopifyGate(target: string): Promise<ShopifyGate> {
  let throttled = false
  const server = createServer((incoming, outgoing) => {
    if (throttled) {
      outgoing.writeHead(429, { "retry-after": "3600", "x-request-id": "shopify-says-no" }).end("{}")
      return
    }
    const { host, port } = new URL(target)
    const options = { port, path: incoming.url, method: incoming.method, headers: { ...incoming.headers, host } }
    const onward = request({ host: "127.0.0.1", ...options }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    throttle: (on) => {
      throttled = on
    },
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
