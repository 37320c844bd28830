import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { REACTIONS } from "#app/reactions.server.ts"
import { API_VERSION } from "#app/shopify/api-version.ts"
import { operationSources } from "../../bin/generate-operations.ts"
import { contractSchema, contractTypes, readContract } from "../../bin/read-contract.ts"
import { readAppConfiguration } from "./app-configuration.ts"
import { isGranted, neededScopes, scopesIn } from "./scopes.ts"

const contract = readContract()
const schema = contractSchema(contract)
const types = contractTypes(contract)
const topicsOfShopify = types.find((type) => type.name === "WebhookSubscriptionTopic")?.enumValues ?? []
const app = readAppConfiguration()
const scopes = app.access_scopes.scopes.split(",")
const topics = app.webhooks.subscriptions.flatMap((subscription) => subscription.topics ?? [])

/** What the contract cannot say: these mutations ask for the scope of whatever they are pointed at. */
const BY_TARGET = ["write_customers"] // metafieldsSet, tagsAdd and tagsRemove on customers
const BY_FEATURE = ["write_app_proxy"] // [app_proxy]

const enumName = (topic: string) => topic.replace(/[/.]/g, "_").toUpperCase()
const topicScopes = (topic: string) =>
  scopesIn(topicsOfShopify.find((value) => value.name === enumName(topic))?.requiredAccess)

/** Our choice where Shopify accepts several: the plain scope of the merchant's own orders. */
const preferred = (anyOf: string[]) => anyOf.find((scope) => scope === "read_orders") ?? (anyOf[0] as string)

describe("shopify.app.toml", () => {
  test("asks for exactly the scopes that our operations, topics and features need", () => {
    const needs = [
      ...neededScopes(schema, types, operationSources()),
      ...topics.map(topicScopes).filter((anyOf) => anyOf.length > 0),
    ].map(preferred)
    const needed = new Set([...needs, ...BY_TARGET, ...BY_FEATURE])
    const withoutImplied = [...needed].filter(
      (scope) => !needed.has(scope.replace(/^read_/, "write_")) || scope.startsWith("write_"),
    )
    expect(scopes).toEqual(withoutImplied.sort())
  })

  test("asks for old orders only as an option", () => {
    expect(app.access_scopes.optional_scopes).toEqual(["read_all_orders"])
  })

  test("names only topics that Shopify has, each once", () => {
    const known = topicsOfShopify.map((value) => value.name)
    expect(topics.filter((topic) => !known.includes(enumName(topic)))).toEqual([])
    expect(new Set(topics).size).toBe(topics.length)
  })

  test.each(topics.map((topic) => [topic]))("is granted what %s requires", (topic) => {
    const anyOf = topicScopes(topic)
    expect(anyOf.length === 0 || isGranted(scopes, anyOf)).toBe(true)
  })

  test("answers the three compliance topics every app must", () => {
    const compliance = app.webhooks.subscriptions.flatMap((subscription) => subscription.compliance_topics ?? [])
    expect(compliance.sort()).toEqual(["customers/data_request", "customers/redact", "shop/redact"])
  })

  test("subscribes to nothing that has no reaction", () => {
    const compliance = app.webhooks.subscriptions.flatMap((subscription) => subscription.compliance_topics ?? [])
    const reacted = REACTIONS.flatMap((reaction) => reaction.to)
    expect([...topics, ...compliance].filter((topic) => !reacted.includes(topic))).toEqual([])
  })

  test("sends every webhook to the one door and the storefront path to the proxy routes", () => {
    expect(app.webhooks.subscriptions.map((subscription) => subscription.uri)).toEqual(["/webhooks", "/webhooks"])
    expect(app.app_proxy).toEqual({ url: "/storefront", subpath: "regulars", prefix: "apps" })
  })

  test("is an embedded app whose addresses are all on its own https origin", () => {
    expect(app.embedded).toBe(true)
    const origins = [app.application_url, ...app.auth.redirect_urls].map((url) => new URL(url).origin)
    expect(new Set(origins).size).toBe(1)
    expect(origins[0]).toMatch(/^https:/)
  })

  test("declares the metafields that the theme blocks read", () => {
    expect(app.customer.metafields.app.loyalty?.type).toBe("json")
    expect(app.shop.metafields.app.programme?.type).toBe("json")
  })
})

describe("the API version", () => {
  test("is the same in code, webhooks, contract and theme extension", () => {
    const extension = readFileSync(
      new URL("../../extensions/storefront/shopify.extension.toml", import.meta.url),
      "utf8",
    )
    expect(app.webhooks.api_version).toBe(API_VERSION)
    expect(extension).toContain(`api_version = "${API_VERSION}"`)
    expect(readFileSync(new URL("../../bin/read-contract.ts", import.meta.url), "utf8")).toContain(
      `admin-${API_VERSION}.json.gz`,
    )
  })
})
