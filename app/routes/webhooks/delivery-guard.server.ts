import type { IncomingMessage } from "node:http"
import { clientOf } from "#app/lib/client-headers.ts"
import { restingSeconds, spendRate } from "#app/lib/rate-limit.server.ts"

/**
 * Who knocks at the webhooks' door with wrong signatures is, after some tries, refused before his bodies are read. What
 * Shopify signed must never be lost to that, even when an attacker seems to share its address (our own proxy's, when
 * TRUST_PROXY is wrong): an address that delivered something signed is listened to for an hour whatever else it sends,
 * and a few bodies a second are read from resting addresses, so that a signed one among them clears its address.
 */
export type DeliveryGuard = {
  /** Seconds to wait before this sender's body is read; 0: read it. */
  restingSeconds: (request: IncomingMessage) => number
  /** The delivery was signed by Shopify. */
  signed: (request: IncomingMessage) => void
  /** It was not, or never came whole. */
  unsigned: (request: IncomingMessage) => void
}

const TRUSTED_MS = 3_600_000
const MOST_TRUSTED = 1000
const TRIALS_A_SECOND = 5

export function createDeliveryGuard(clockMs: () => number = () => performance.now()): DeliveryGuard {
  const trusted = new Map<string, number>()
  let trials = { second: 0, left: TRIALS_A_SECOND }

  function isTrusted(address: string): boolean {
    return (trusted.get(address) ?? Number.NEGATIVE_INFINITY) > clockMs()
  }

  function mayTry(): boolean {
    const second = Math.floor(clockMs() / 1000)
    if (second !== trials.second) trials = { second, left: TRIALS_A_SECOND }
    trials.left -= 1
    return trials.left >= 0
  }

  return {
    restingSeconds: ({ headers }) => {
      const address = clientOf(headers)
      const seconds = restingSeconds("webhook-refused", address)
      return seconds === 0 || isTrusted(address) || mayTry() ? 0 : seconds
    },
    signed: ({ headers }) => {
      if (trusted.size > MOST_TRUSTED) trusted.clear()
      trusted.set(clientOf(headers), clockMs() + TRUSTED_MS)
    },
    unsigned: ({ headers }) => void spendRate("webhook-refused", clientOf(headers)),
  }
}
