import type { Socket } from "node:net"
import { signWebhook } from "#app/shopify/webhook-signature.server.ts"

/** Requests as Shopify sends them, written to sockets by hand so that the load costs the machine little. */
export type SignedRequest = { head: string; body: Buffer }

/** A signed webhook of `shop`; its delivery ids are added when it is sent, as each delivery has its own. */
export function signOrder(body: Buffer, shop: string, port: number, secret: string): SignedRequest {
  const head = [
    "POST /webhooks HTTP/1.1",
    `Host: 127.0.0.1:${port}`,
    "Content-Type: application/json",
    "User-Agent: Shopify-Captain-Hook",
    "Accept: */*",
    "X-Shopify-Topic: orders/create",
    `X-Shopify-Shop-Domain: ${shop}`,
    "X-Shopify-API-Version: 2026-07",
    `X-Shopify-Hmac-Sha256: ${signWebhook(body, secret)}`,
    `Content-Length: ${body.length}`,
    "",
  ].join("\r\n")
  return { head, body }
}

/** Sends `request` as delivery `id` over a kept-alive socket. */
export function send(socket: Socket, { head, body }: SignedRequest, id: string): void {
  socket.cork()
  socket.write(`${head}X-Shopify-Webhook-Id: ${id}\r\nX-Shopify-Event-Id: ${id}\r\n\r\n`)
  socket.write(body)
  socket.uncork()
}

/** Whether `received` (latin1) is a whole answer. */
export function isComplete(received: string): boolean {
  const end = received.indexOf("\r\n\r\n")
  if (end < 0) return false
  const head = received.slice(0, end).toLowerCase()
  if (head.includes("transfer-encoding: chunked")) return received.endsWith("0\r\n\r\n") && received.length > end + 4
  const length = Number(/content-length: (\d+)/.exec(head)?.[1] ?? 0)
  return received.length >= end + 4 + length
}
