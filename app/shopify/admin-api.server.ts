import { setTimeout as sleep } from "node:timers/promises"
import { AppError, UpstreamError } from "#app/lib/errors.ts"
import { type AdminAnswer, readAnswer } from "./admin-answer.ts"
import { API_VERSION } from "./api-version.ts"
import { platformFetch } from "./platform-fetch.server.ts"
import { freshAccess } from "./tokens.server.ts"
import type { Operation } from "./types/operations.generated.ts"
import { findUserFaults, type UserFault } from "./user-faults.ts"
import { watchCall } from "./watch-call.server.ts"

/** The shop took the app's permission away (or never gave it): no retry helps until the merchant opens the app again. */
export class NoAccessError extends Error {
  readonly shop: string

  constructor(shop: string) {
    super(`${shop} has not given the app access`)
    this.name = "NoAccessError"
    this.shop = shop
  }
}

/** What a mutation came to: done, or refused by Shopify for what was asked (its userErrors). */
export type MutationOutcome<Result> = { ok: true; data: Result } | { ok: false; faults: UserFault[] }

export type AdminApi = {
  /** Reads. Repeats by itself what may pass: throttling, 429, 5xx, a lost connection. */
  query: <Result, Variables>(operation: Operation<Result, Variables, "query">, variables: Variables) => Promise<Result>
  /** Writes. Repeats only what Shopify surely did not do (throttling, 429): the caller knows whether twice is harmless. */
  mutate: <Result, Variables>(
    operation: Operation<Result, Variables, "mutation">,
    variables: Variables,
  ) => Promise<MutationOutcome<Result>>
}

const TIMEOUT_MS = 10_000
const MAX_TRIES = 5
/** Longer waits are the caller's: it has a queue, we only hold a connection. */
const LONGEST_WAIT_MS = 10_000
const FIRST_BACKOFF_MS = 200

/**
 * The Admin API of one shop. Both calls throw UpstreamError (with `retryAfterMs`) when Shopify cannot serve now,
 * NoAccessError when the shop's permission is gone, and AppError("forbidden") when a scope is missing.
 */
export function adminApi(shop: string): AdminApi {
  return {
    query: (operation, variables) => call(shop, operation, variables),
    mutate: async (operation, variables) => {
      const data = await call(shop, operation, variables)
      const faults = findUserFaults(data)
      return faults.length > 0 ? { ok: false, faults } : { ok: true, data }
    },
  }
}

async function call<Result, Variables>(
  shop: string,
  operation: Operation<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  let rejectedToken: string | undefined
  for (let tries = 1; ; tries += 1) {
    const access = await freshAccess(shop, rejectedToken)
    if (!access) throw new NoAccessError(shop)
    const answer = await send(shop, access.accessToken, operation, variables)
    switch (answer.kind) {
      case "data":
        return answer.data as Result
      case "unauthorised":
        if (rejectedToken !== undefined) throw new NoAccessError(shop)
        rejectedToken = access.accessToken
        break
      case "denied":
        throw new AppError("forbidden", `${operation.name}: ${answer.message}`)
      case "refused":
        throw new Error(`${operation.name}: the Admin API refused it: ${answer.message}`)
      default:
        await waitOrGiveUp(operation, answer, tries)
    }
  }
}

async function waitOrGiveUp(
  operation: Operation<unknown, never>,
  answer: Extract<AdminAnswer, { kind: "busy" | "broken" }>,
  tries: number,
): Promise<void> {
  const backoffMs = FIRST_BACKOFF_MS * 2 ** (tries - 1)
  // Shopify's own figure fits one caller; when many wait for the same bucket, each must step back further.
  const waitMs = Math.max(backoffMs, answer.kind === "busy" ? answer.waitMs : 0)
  const repeatable = answer.kind === "busy" || operation.kind === "query"
  if (!repeatable || tries >= MAX_TRIES || waitMs > LONGEST_WAIT_MS)
    throw new UpstreamError(`${operation.name}: ${answer.message}`, waitMs)
  // Jitter, so that workers that were throttled together do not come back together.
  await sleep(waitMs * (1 + Math.random() / 2))
}

async function send(
  shop: string,
  accessToken: string,
  operation: Operation<unknown, never>,
  variables: unknown,
): Promise<AdminAnswer> {
  const told = watchCall(shop, operation.name)
  try {
    const response = await platformFetch(`https://${shop}/admin/api/${API_VERSION}/graphql.json`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-shopify-access-token": accessToken },
      body: JSON.stringify({ query: operation.text, operationName: operation.name, variables }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const answer = readAnswer(response.status, response.headers.get("retry-after"), await response.text())
    return told(answer, response.headers.get("x-request-id"))
  } catch (error) {
    return told({ kind: "broken", message: `no answer (${error instanceof Error ? error.name : "unknown"})` }, null)
  }
}
