import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { getOperationAST, parse } from "graphql"
import { describe, expect, test } from "vitest"
import * as generated from "#app/shopify/types/operations.generated.ts"
import { MAX_QUERY_COST, requestedCost } from "#simulator/admin-api/cost.ts"
import { generateOperations, OPERATIONS_FILE } from "../../bin/generate-operations.ts"
import { operationsModule } from "../../bin/operation-types.ts"
import { contractSchema, readContract } from "../../bin/read-contract.ts"

const contract = readContract()
const schema = contractSchema(contract)

describe("the contract with the Admin API", () => {
  test("is the one whose hash stands in bin/fetch-contract.ts", () => {
    const script = readFileSync(new URL("../../bin/fetch-contract.ts", import.meta.url), "utf8")
    const expected = /CONTRACT_SHA256 = "(\w+)"/.exec(script)?.[1]
    expect(createHash("sha256").update(contract).digest("hex")).toBe(expected)
  })

  test("holds for every operation, and the typed operations are as the generator writes them now", () => {
    expect(readFileSync(OPERATIONS_FILE, "utf8")).toBe(generateOperations())
  })

  test("refuses an operation that asks for a field Shopify does not have", () => {
    expect(() => operationsModule(schema, "query Wrong { shop { id loyalty } }")).toThrow(
      /Cannot query field "loyalty"/,
    )
  })

  test("refuses an operation that uses what Shopify is about to remove", () => {
    const source = 'query Old { customer(id: "gid://shopify/Customer/1") { email } }'
    expect(() => operationsModule(schema, source)).toThrow(/deprecated/)
  })
})

describe("a generated operation", () => {
  const source = `
    query ReadTags($id: ID!, $size: Int) { customer(id: $id) { ...Tagged orders(first: $size) { nodes { id } } } }
    query ReadName { shop { name } }
    fragment Tagged on Customer { id tags }`

  test("travels with the fragments it uses and no others", () => {
    const [tags, name] = operationsModule(schema, source)
      .split("\n")
      .filter((line) => line.startsWith("  text: "))
      .map((line) => JSON.parse(line.slice("  text: ".length, -1)) as string)
    expect(parse(tags as string).definitions).toHaveLength(2)
    expect(parse(name as string).definitions).toHaveLength(1)
  })

  test("of a union knows that another member may have come", () => {
    const union = `query ReadFile { themes(first: 1) { nodes { files(first: 1) { nodes { body { __typename ...Plain } } } } } }
      fragment Plain on OnlineStoreThemeFileBodyText { content }`
    expect(operationsModule(schema, union)).toMatch(/body: Partial<Plain> & \{\s+__typename: "[^|]+" \| "[^|]+" \| "/)
  })

  test("knows what may be missing: optional variables, nullable answers", () => {
    const text = operationsModule(schema, source)
    expect(text).toContain("export type ReadTagsVariables = {\n  id: string\n  size?: number | null\n}")
    expect(text).toContain(
      "  customer: Tagged & {\n    orders: {\n      nodes: {\n        id: string\n      }[]\n    }\n  } | null",
    )
    expect(text).toContain("export type ReadNameVariables = Record<string, never>")
  })
})

describe("the cost of an operation", () => {
  /** How many ids we send at most to `nodes(ids)`. */
  const IDS: Record<string, number> = { ReadRefunds: 8, ReadOrderIds: 250, ReadCustomerIds: 250, ReadProductIds: 250 }

  test.each(Object.values(generated).map((operation) => [operation.name, operation.text]))(
    "%s stays under what Shopify allows a single query",
    (name, text) => {
      const document = parse(text)
      const operation = getOperationAST(document, name)
      const cost = operation ? requestedCost(schema, document, operation, { ids: Array(IDS[name] ?? 0) }) : Number.NaN
      expect(cost).toBeGreaterThan(0)
      expect(cost).toBeLessThanOrEqual(MAX_QUERY_COST)
    },
  )
})
