import { createSecretKey, randomBytes } from "node:crypto"
import { expect, test } from "vitest"
import { keyVersionOf, open, SealError, seal } from "./envelope.server.ts"

const newKey = () => createSecretKey(randomBytes(32))
const key = newKey()
const sealed = (text = "Анна") => seal(key, 7, "shop a", Buffer.from(text))

test.each(["Анна", "", "x".repeat(100_000)])("what was sealed opens to the same bytes (%#)", (text) => {
  expect(open(key, "shop a", sealed(text)).toString()).toBe(text)
})

test("the version of the key stands in the header, and the same value never looks the same twice", () => {
  expect(keyVersionOf(sealed())).toBe(7)
  expect(sealed().equals(sealed())).toBe(false)
})

test("another key, another place and any changed byte are refused", () => {
  expect(() => open(newKey(), "shop a", sealed())).toThrow(SealError)
  expect(() => open(key, "shop b", sealed())).toThrow(SealError)
  const value = sealed()
  for (let at = 0; at < value.length; at += 1) {
    const changed = Buffer.from(value)
    changed[at] = (changed[at] as number) ^ 1
    expect(() => open(key, "shop a", changed), `byte ${at}`).toThrow(SealError)
  }
})

test("what is no sealed value is said to be none", () => {
  expect(() => keyVersionOf(Buffer.from(""))).toThrow("too short")
  expect(() => keyVersionOf(Buffer.from("{}".repeat(40)))).toThrow("unknown format")
  expect(() => open(key, "shop a", sealed().subarray(0, 30))).toThrow("too short")
})
