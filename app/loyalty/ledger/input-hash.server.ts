import { hash } from "node:crypto"
import { canonicalJson } from "#app/lib/canonical-json.ts"
import type { Posting } from "./posting.ts"

/** What makes two postings the same one: all but the key and the moment, which differs when a request is sent twice. */
export function inputHash(posting: Posting): string {
  const { key: _key, eventAt: _eventAt, ...input } = posting
  return hash("sha256", canonicalJson(input))
}
