import { describe, expect, test } from "vitest"
import { appVariables } from "./shopify-dev.ts"

const database = "postgresql://somebody@127.0.0.1:5432/regulars"

describe("what Shopify's command line hands over", () => {
  const given = {
    SHOPIFY_API_KEY: "key",
    SHOPIFY_API_SECRET: "secret",
    HOST: "https://tunnel.example.com/",
    APP_URL: "https://tunnel.example.com/",
    PORT: "51234",
  }

  test("becomes the app's environment: its HOST is the app's address, ours is where to listen", () => {
    expect(appVariables(given, database)).toMatchObject({
      SHOPIFY_API_KEY: "key",
      SHOPIFY_API_SECRET: "secret",
      SHOPIFY_APP_URL: "https://tunnel.example.com",
      HOST: "127.0.0.1",
      PORT: "51234",
      DATABASE_URL: database,
    })
  })

  test("never leads to the simulator", () => {
    const leftOver = {
      ...given,
      SHOPIFY_SIMULATOR_ORIGIN: "http://127.0.0.1:4000",
      APP_BRIDGE_URL: "http://127.0.0.1:4000/app-bridge.js",
    }
    const variables = appVariables(leftOver, database)
    expect(variables.SHOPIFY_SIMULATOR_ORIGIN).toBeUndefined()
    expect(variables.APP_BRIDGE_URL).toBeUndefined()
  })

  test("is needed: started by hand it says how to start", () => {
    expect(() => appVariables({ HOST: "127.0.0.1" }, database)).toThrow(/npm run dev:shopify/)
  })
})
