/**
 * Writes app/shopify/types/operations.generated.ts: every operation of app/shopify/operations/*.graphql as text with the exact
 * types of its variables and answer, checked against the contract. Run it after changing an operation:
 *
 *   node bin/generate-operations.ts
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { operationsModule } from "./operation-types.ts"
import { contractSchema, readContract } from "./read-contract.ts"

const SOURCES = fileURLToPath(new URL("../app/shopify/operations/", import.meta.url))
export const OPERATIONS_FILE = fileURLToPath(new URL("../app/shopify/types/operations.generated.ts", import.meta.url))

/** All operations as one GraphQL document, in file order. */
export function operationSources(): string {
  const files = readdirSync(SOURCES).filter((file) => file.endsWith(".graphql"))
  return files
    .sort()
    .map((file) => readFileSync(join(SOURCES, file), "utf8"))
    .join("\n")
}

/** The text the generated file should have now; throws when an operation does not fit the contract. */
export function generateOperations(): string {
  return operationsModule(contractSchema(readContract()), operationSources())
}

if (import.meta.main) {
  writeFileSync(OPERATIONS_FILE, generateOperations())
  console.log("app/shopify/types/operations.generated.ts written")
}
