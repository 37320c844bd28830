import { Agent, request as httpRequest } from "node:http"
import { request as httpsRequest, Agent as TlsAgent } from "node:https"

export type PostOutcome = { status: number | null; error: string | null }

const agents = { "http:": new Agent({ keepAlive: true }), "https:": new TlsAgent({ keepAlive: true }) }

/** POSTs and tells the status, or why there was none. Redirects are not followed. Never throws. */
export function post(
  url: string,
  headers: Record<string, string>,
  body: string,
  timeoutMs: number,
): Promise<PostOutcome> {
  const target = new URL(url)
  const bytes = Buffer.from(body, "utf8")
  const send = target.protocol === "https:" ? httpsRequest : httpRequest
  return new Promise((resolve) => {
    const request = send(target, {
      method: "POST",
      agent: agents[target.protocol as keyof typeof agents],
      headers: { ...headers, "content-length": String(bytes.length) },
      timeout: timeoutMs,
    })
    request.on("response", (response) => {
      response.resume()
      response.on("end", () => resolve({ status: response.statusCode ?? null, error: null }))
      response.on("error", (error) => resolve({ status: null, error: error.message }))
    })
    request.on("timeout", () => request.destroy(new Error(`no answer within ${timeoutMs} ms`)))
    request.on("error", (error) => resolve({ status: null, error: error.message || "no connection" }))
    request.end(bytes)
  })
}
