import { expect, test } from "vitest"
import { AppError, UpstreamError } from "#app/lib/errors.ts"
import { plainError } from "#app/lib/plain-error.ts"
import { readAnswer } from "#app/shopify/admin-answer.ts"
import { NoAccessError } from "#app/shopify/admin-api.server.ts"
import { classifyFailure, type FailureClass } from "./failure-class.ts"

/** What the Admin API's answer becomes on its way to the list. */
function answered(status: number, body: unknown = {}): Error {
  const answer = readAnswer(status, null, JSON.stringify(body))
  const message = "message" in answer ? answer.message : answer.kind
  return answer.kind === "denied" ? new AppError("forbidden", message) : new UpstreamError(`orderRead: ${message}`, 1)
}
const graphql = (code: string) => answered(200, { errors: [{ message: "no", extensions: { code } }] })
const postgres = (code: string) => Object.assign(new Error("canceling statement"), { code })

const CASES: [string, unknown, FailureClass][] = [
  ["no access", new NoAccessError("a.myshopify.com"), "permission"],
  ["HTTP 403", answered(403), "permission"],
  ["ACCESS_DENIED", graphql("ACCESS_DENIED"), "permission"],
  ["HTTP 402", answered(402), "inactive"],
  ["HTTP 429", answered(429), "throttled"],
  ["THROTTLED", graphql("THROTTLED"), "throttled"],
  ["HTTP 502", answered(502), "unreachable"],
  ["a timeout", new UpstreamError("orderRead: no answer (TimeoutError)", 1), "unreachable"],
  ["not shown", new Error("Shopify does not show this order"), "not_shown"],
  ["a deadlock", postgres("40P01"), "database"],
  ["a server that stops", postgres("57P01"), "database"],
  ["a lost connection", new Error("Connection terminated unexpectedly"), "database"],
  ["a broken constraint", postgres("23514"), "ours"],
  ["a TypeError", new TypeError("x is not a function"), "ours"],
]

test.each(CASES)("%s is told apart", (_what, error, failureClass) => {
  expect(classifyFailure(plainError(error))).toBe(failureClass)
})

test.each([
  ["Shopify refused: Owner does not exist", "refused"],
  ["several amounts in the account fit", "unclear"],
  ["the code was used, but its order is not known yet", "order_missing"],
  ["the payload does not say what orders/edited is about", "unreadable"],
  ["unreadable: SyntaxError: Unexpected token “…”", "unreadable"],
] as const)("%s", (words, failureClass) => {
  expect(classifyFailure(words)).toBe(failureClass)
})
