import { expect, test } from "vitest"
import { parseEnv } from "./env.server.ts"

const complete = {
  NODE_ENV: "production",
  DATABASE_URL: "postgresql://user:secret@db/regulars",
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "secret",
  SHOPIFY_APP_URL: "https://regulars.example.com/",
  REGULARS_MASTER_KEY: Buffer.alloc(32, 7).toString("base64"),
}

test("every missing variable is named at once", () => {
  expect(() => parseEnv({})).toThrow(
    /DATABASE_URL[\s\S]*SHOPIFY_API_KEY[\s\S]*SHOPIFY_API_SECRET[\s\S]*SHOPIFY_APP_URL/,
  )
})

test("a complete environment is read, with sensible defaults", () => {
  expect(parseEnv(complete)).toMatchObject({
    production: true,
    appUrl: "https://regulars.example.com",
    port: 4001,
    worker: true,
    simulatorOrigin: null,
  })
})

test("production never sends tokens to a simulator", () => {
  expect(() => parseEnv({ ...complete, SHOPIFY_SIMULATOR_ORIGIN: "http://127.0.0.1:4000" })).toThrow(/SIMULATOR/)
})

test("production does not start without the key that personal data is sealed under, nor with one that is none", () => {
  const { REGULARS_MASTER_KEY: _key, ...without } = complete
  expect(() => parseEnv(without)).toThrow("REGULARS_MASTER_KEY is not set")
  expect(() => parseEnv({ ...complete, REGULARS_MASTER_KEY: "secret" })).toThrow("REGULARS_MASTER_KEY is not 32 bytes")
  expect(() => parseEnv({ ...without, NODE_ENV: "development" })).not.toThrow()
})

test("a word that is no port, and a worker that is neither on nor off, are refused by name", () => {
  expect(() => parseEnv({ ...complete, PORT: "many", WORKER: "perhaps" })).toThrow(/PORT[\s\S]*WORKER/)
})
