import type { IncomingMessage, ServerResponse } from "node:http"
import type { Readiness } from "./readiness.server.ts"

/**
 * Answers /healthz (the process lives: nothing else is asked, so that a database that is away restarts nobody) and
 * /readyz (it can be given work). False: the request is for something else and was not touched.
 */
export function answerHealth(request: IncomingMessage, response: ServerResponse, readiness: Readiness): boolean {
  if (request.url === "/healthz") answer(response, 200, "alive")
  else if (request.url === "/readyz")
    void readiness.reason().then((reason) => answer(response, reason === null ? 200 : 503, reason ?? "ready"))
  else return false
  return true
}

function answer(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" })
  response.end(words)
}
