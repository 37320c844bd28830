import { readFileSync } from "node:fs"
import { parse } from "smol-toml"

export type AppConfiguration = {
  scopes: string[]
  optionalScopes: string[]
  /** Topic → path on the app, or an absolute address. */
  subscriptions: { topic: string; uri: string }[]
}

const COMPLIANCE = ["customers/data_request", "customers/redact", "shop/redact"]

type Toml = {
  access_scopes?: { scopes?: string; optional_scopes?: string[] }
  webhooks?: { subscriptions?: { topics?: string[]; compliance_topics?: string[]; uri: string }[] }
}

/** What shopify.app.toml says the app is: its scopes and what it wants to be told. */
export function readAppConfiguration(tomlFile: string): AppConfiguration {
  const toml = parse(readFileSync(tomlFile, "utf8")) as Toml
  const subscriptions = (toml.webhooks?.subscriptions ?? []).flatMap((entry) =>
    [...(entry.topics ?? []), ...(entry.compliance_topics ?? [])].map((topic) => ({ topic, uri: entry.uri })),
  )
  const scopes = (toml.access_scopes?.scopes ?? "").split(",").map((scope) => scope.trim())
  return {
    scopes: scopes.filter((scope) => scope.length > 0),
    optionalScopes: toml.access_scopes?.optional_scopes ?? [],
    subscriptions,
  }
}

/** Compliance topics arrive whether or not the app is installed. */
export function isCompliance(topic: string): boolean {
  return COMPLIANCE.includes(topic)
}
