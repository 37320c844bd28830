import { createServer, request } from "node:http"
import type { AddressInfo } from "node:net"

/** Stands between the app and the simulated Shopify: lets everything through, or throttles everything for an hour. */
export type ShopifyGate = {
  origin: string
  throttle: (on: boolean) => void
  /** Asked with the body of each call that was done: whether its answer is cut off. */
  afterwards: (judge: ((body: string) => "pass" | "cut") | null) => void
  close: () => Promise<void>
}

export async function openShopifyGate(target: string): Promise<ShopifyGate> {
  let throttled = false
  let judgeOf: ((body: string) => "pass" | "cut") | null = null
  const server = createServer((incoming, outgoing) => {
    if (throttled) {
      outgoing.writeHead(429, { "retry-after": "3600", "x-request-id": "shopify-says-no" }).end("{}")
      return
    }
    const { host, port } = new URL(target)
    const options = { port, path: incoming.url, method: incoming.method, headers: { ...incoming.headers, host } }
    const body: Buffer[] = []
    incoming.on("data", (part: Buffer) => body.push(part))
    const onward = request({ host: "127.0.0.1", ...options }, (answer) => {
      if (judgeOf?.(Buffer.concat(body).toString("utf8")) === "cut") {
        outgoing.destroy()
        return
      }
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
    afterwards: (judge) => {
      judgeOf = judge
    },
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
