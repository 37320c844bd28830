import type { IncomingMessage } from "node:http"

export type BodyOutcome = { ok: true; body: Buffer } | { ok: false; reason: "too_large" | "too_slow" | "broken_off" }

/**
 * The raw body, at most `limitBytes`, complete within `timeoutMs`. An oversized body is read to its end (up to eight times
 * the limit) and thrown away, because a client that is still writing would not see the refusal.
 */
export function readBody(request: IncomingMessage, limitBytes: number, timeoutMs: number): Promise<BodyOutcome> {
  const declared = Number(request.headers["content-length"] ?? 0)
  if (declared > limitBytes * 8) return Promise.resolve({ ok: false, reason: "too_large" })
  return new Promise((resolve) => {
    let chunks: Buffer[] = []
    let bytes = 0
    const timer = setTimeout(() => finish({ ok: false, reason: "too_slow" }), timeoutMs)

    function finish(outcome: BodyOutcome): void {
      clearTimeout(timer)
      request.off("data", onData)
      resolve(outcome)
    }
    function onData(chunk: Buffer): void {
      bytes += chunk.length
      if (bytes <= limitBytes) chunks.push(chunk)
      else chunks = []
      if (bytes > limitBytes * 8) finish({ ok: false, reason: "too_large" })
    }
    request.on("data", onData)
    request.once("end", () =>
      finish(bytes > limitBytes ? { ok: false, reason: "too_large" } : { ok: true, body: whole(chunks) }),
    )
    request.once("close", () => finish({ ok: false, reason: "broken_off" }))
  })
}

function whole(chunks: Buffer[]): Buffer {
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)
}
