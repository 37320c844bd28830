import { describe, expect, test } from "vitest"
import { signWebhook, verifyWebhookSignature } from "./webhook-signature.server.ts"

const SECRET = "hush"
const body = Buffer.from('{"id":820982911946154508,"note":"Зрънце"}')
// Made with: printf '%s' BODY | openssl dgst -sha256 -hmac hush -binary | base64
const KNOWN = "lh8/1PatHhqlB35hPRz8DVpnuqnx1Ms9f7s80Af0p6E="

describe("a webhook's signature", () => {
  test("is the base64 HMAC-SHA256 that OpenSSL makes of the same bytes", () => {
    expect(signWebhook(body, SECRET)).toBe(KNOWN)
    expect(verifyWebhookSignature(body, KNOWN, SECRET)).toBe(true)
  })

  test("is refused when a byte of the body, the secret or the signature differs", () => {
    expect(verifyWebhookSignature(Buffer.concat([body, Buffer.from(" ")]), KNOWN, SECRET)).toBe(false)
    expect(verifyWebhookSignature(body, KNOWN, "other")).toBe(false)
    expect(verifyWebhookSignature(body, signWebhook(Buffer.from("{}"), SECRET), SECRET)).toBe(false)
  })

  test.each([[undefined], [""], ["not base64 !!"], [KNOWN.slice(0, 20)], [`${KNOWN}${KNOWN}`]])(
    "is refused when the header is %j",
    (header) => {
      expect(verifyWebhookSignature(body, header, SECRET)).toBe(false)
    },
  )
})
