import { PassThrough } from "node:stream"
import { createReadableStreamFromReadable, type EntryContext } from "@remix-run/node"
import { isRouteErrorResponse, RemixServer } from "@remix-run/react"
import { renderToPipeableStream } from "react-dom/server"
import { log } from "#app/lib/log.server.ts"
import { plainError, plainStack } from "#app/lib/plain-error.ts"
import { addDocumentHeaders } from "#app/shopify/authenticate.server.ts"
import { routePattern } from "#app/watch/route-pattern.ts"

const ABORT_DELAY_MS = 5_000

/** Renders a document. No page defers data, so it is sent when all of it is ready. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
): Promise<Response> {
  addDocumentHeaders(request, headers)
  return new Promise((resolve, reject) => {
    let failed = false
    const { pipe, abort } = renderToPipeableStream(
      <RemixServer context={context} url={request.url} abortDelay={ABORT_DELAY_MS} />,
      {
        onAllReady() {
          const body = new PassThrough()
          headers.set("Content-Type", "text/html; charset=utf-8")
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status: failed ? 500 : status }))
          pipe(body)
        },
        onShellError: reject,
        onError(error) {
          failed = true
          log.error({ error: plainError(error), route: routeOf(request) }, "a page could not be rendered")
        },
      },
    )
    setTimeout(abort, ABORT_DELAY_MS).unref()
  })
}

/** Errors of loaders and actions that nobody expected; what the framework itself refuses (404, 405) is no news. */
export function handleError(error: unknown, { request }: { request: Request }): void {
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return
  log.error({ error: plainStack(error), route: routeOf(request) }, "a page failed")
}

/** Addresses may carry what somebody typed; their pattern does not. */
function routeOf(request: Request): string {
  return routePattern(new URL(request.url).pathname)
}
