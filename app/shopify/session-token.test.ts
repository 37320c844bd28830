import { createHmac } from "node:crypto"
import { describe, expect, test } from "vitest"
import { shopOfSessionToken } from "./session-token.server.ts"

const app = { key: "our-key", secret: "our-secret" }
const at = new Date("2026-11-21T12:00:00Z")
const seconds = at.getTime() / 1000
const claims = { dest: "https://zrance.myshopify.com", aud: app.key, nbf: seconds - 5, exp: seconds + 55, sub: "42" }

function token(changed: Record<string, unknown> = {}, secret = app.secret): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url")
  const signedPart = `${part({ alg: "HS256", typ: "JWT" })}.${part({ ...claims, ...changed })}`
  return `${signedPart}.${createHmac("sha256", secret).update(signedPart).digest("base64url")}`
}

describe("a session token", () => {
  test("tells its shop", () => {
    expect(shopOfSessionToken(token(), app, at)).toBe("zrance.myshopify.com")
  })

  test.each([
    ["another app's secret", token({}, "other")],
    ["another app as audience", token({ aud: "other" })],
    ["run out 11 seconds ago", token({ exp: seconds - 11 })],
    ["valid only in 11 seconds", token({ nbf: seconds + 11 })],
    ["no end", token({ exp: undefined })],
    ["a destination that is no shop", token({ dest: "https://evil.example.com" })],
    ["a destination in a list", token({ dest: [claims.dest] })],
    ["an end that is no number", token({ exp: { toString: 1 } })],
    ["a beginning that is no number", token({ nbf: "never" })],
    ["a cut-off end", token().slice(0, -4)],
    ["no three parts", "a.b"],
    ["nothing", ""],
  ])("with %s tells none", (_what, text) => {
    expect(shopOfSessionToken(text, app, at)).toBeNull()
  })
})
