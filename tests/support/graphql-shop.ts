import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

/** One answer of the endpoint; "hang" never answers, "cut" closes the connection. */
type ScriptedAnswer = { status?: number; headers?: Record<string, string>; body?: unknown } | "hang" | "cut"

type ReceivedCall = { shop: string; path: string; token: string; operation: string; variables: unknown }

/** A GraphQL endpoint that answers what the test says next, and remembers what it was asked. */
export type GraphqlShop = {
  origin: string
  calls: (shop: string) => ReceivedCall[]
  /** The answers to come for a shop, in order. */
  script: (shop: string, ...answers: ScriptedAnswer[]) => void
  close: () => Promise<void>
}

export async function openGraphqlShop(): Promise<GraphqlShop> {
  const scripts = new Map<string, ScriptedAnswer[]>()
  const received: ReceivedCall[] = []
  const server = createServer(async (request, response) => {
    const [, shop = "", path = ""] = /^\/shopify\/([^/]+)(\/.*)$/.exec(request.url ?? "") ?? []
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = JSON.parse(Buffer.concat(chunks).toString("utf8"))
    const token = String(request.headers["x-shopify-access-token"])
    received.push({ shop, path, token, operation: body.operationName, variables: body.variables })
    const answer = scripts.get(shop)?.shift()
    if (answer === "hang") return
    if (answer === "cut" || answer === undefined) return void request.socket.destroy()
    response.writeHead(answer.status ?? 200, { "content-type": "application/json", ...answer.headers })
    response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: (shop) => received.filter((call) => call.shop === shop),
    script: (shop, ...answers) => scripts.set(shop, answers),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
