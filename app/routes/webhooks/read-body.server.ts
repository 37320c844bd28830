import type { IncomingMessage } from "node:http"

export type BodyFault = "too_large" | "too_slow" | "broken_off" | "too_busy"
type BodyOutcome = { ok: true; body: Buffer } | { ok: false; reason: BodyFault }

/** Bodies under way, all connections together: slow senders of large bodies must not eat the memory. */
const MOST_HELD_BYTES = 192 * 1024 * 1024
let heldBytes = 0

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
    let held = 0
    const timer = setTimeout(() => finish({ ok: false, reason: "too_slow" }), timeoutMs)

    function finish(outcome: BodyOutcome): void {
      clearTimeout(timer)
      request.off("data", onData)
      heldBytes -= held
      held = 0
      resolve(outcome)
    }
    function onData(chunk: Buffer): void {
      bytes += chunk.length
      if (bytes <= limitBytes) {
        chunks.push(chunk)
        held += chunk.length
        heldBytes += chunk.length
      } else chunks = []
      if (heldBytes > MOST_HELD_BYTES) finish({ ok: false, reason: "too_busy" })
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
