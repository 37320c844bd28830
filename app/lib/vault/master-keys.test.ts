import { randomBytes } from "node:crypto"
import { expect, test } from "vitest"
import { readMasterKeys } from "./master-keys.server.ts"

const one = randomBytes(32).toString("base64")
const two = randomBytes(32).toString("base64")

test("the first key wraps, old ones still unwrap", () => {
  const before = readMasterKeys({ REGULARS_MASTER_KEY: one })
  const after = readMasterKeys({ REGULARS_MASTER_KEY: two, REGULARS_MASTER_KEYS_OLD: ` ${one}, ` })
  expect(after.current.id).not.toBe(before.current.id)
  expect(after.byId.get(before.current.id)?.key.export()).toEqual(before.current.key.export())
  expect(after.current.id).not.toContain(two.slice(0, 8))
})

test("production does not start without a key, and says how to make one", () => {
  expect(() => readMasterKeys({ NODE_ENV: "production" })).toThrow(/REGULARS_MASTER_KEY is not set.*openssl rand/)
  expect(readMasterKeys({ NODE_ENV: "development" }).forDevelopment).toBe(true)
})

test.each(["short", randomBytes(31).toString("base64"), randomBytes(33).toString("base64"), "not base64!".repeat(4)])(
  "%j is no key",
  (text) => {
    expect(() => readMasterKeys({ REGULARS_MASTER_KEY: text })).toThrow("REGULARS_MASTER_KEY is not 32 bytes")
    expect(() => readMasterKeys({ REGULARS_MASTER_KEYS_OLD: text })).toThrow("REGULARS_MASTER_KEYS_OLD is not 32 bytes")
  },
)
