import { afterAll, beforeAll, expect, test } from "vitest"
import { AppError, UpstreamError } from "#app/lib/errors.ts"
import { NoAccessError } from "#app/shopify/admin-api.server.ts"
import { openSimulatedAdmin, type SimulatedAdmin, useSimulatedAdmin } from "#tests/support/simulated-admin.ts"
import { adminAction, adminRequest } from "./admin-request.server.ts"

const SHOP = "asked.myshopify.com"
const BROWSER = "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"

let admin: SimulatedAdmin

beforeAll(async () => {
  admin = await openSimulatedAdmin()
  useSimulatedAdmin(admin)
  admin.install(SHOP)
})

afterAll(() => admin.close())

const request = (token = admin.sessionToken(SHOP)) =>
  new Request(`http://127.0.0.1:4001/app/members?shop=${SHOP}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "user-agent": BROWSER },
  })

const failing = (error: Error) => () => Promise.reject(error)

const REFUSALS = [
  { why: "we refuse", error: new AppError("not_found", "nobody"), status: 404, code: "not_found" },
  { why: "a scope is missing", error: new AppError("forbidden", "no scope"), status: 403, code: "forbidden" },
  { why: "Shopify took its permission back", error: new NoAccessError(SHOP), status: 403, code: "no_access" },
  { why: "Shopify does not answer", error: new UpstreamError("nothing came", 1_500), status: 503, code: "upstream" },
]

test.each(REFUSALS)("when $why a page is refused with the code of its words", async ({ error, status, code }) => {
  const thrown: unknown = await adminRequest(request(), failing(error)).catch((response: unknown) => response)
  if (!(thrown instanceof Response)) throw thrown
  expect([thrown.status, await thrown.json()]).toEqual([status, { code }])
  expect(thrown.headers.get("Retry-After")).toBe(code === "upstream" ? "2" : null)
})

test.each(REFUSALS)("when $why an action answers the code, and its page stays", async ({ error, code }) => {
  expect(await adminAction(request(), failing(error))).toEqual({ ok: false, failure: code })
})

test("an action that nobody confirms does nothing, says so, and lets App Bridge ask once more", async () => {
  let done = false
  const work = async () => {
    done = true
    return { ok: true as const }
  }
  const answer: unknown = await adminAction(request("forged"), work)
  if (!(answer instanceof Response)) throw new Error("it was let in")
  expect([answer.status, await answer.json()]).toEqual([401, { ok: false, failure: "unconfirmed" }])
  expect(answer.headers.get("X-Shopify-Retry-Invalid-Session-Request")).toBe("1")
  expect(done).toBe(false)
})
