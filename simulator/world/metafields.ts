import { createHash } from "node:crypto"
import type { Id } from "./order.ts"
import type { MetafieldRecord } from "./shop.ts"
import { getShop, markChanged, type World } from "./world.ts"

/** "$app" and "$app:more" as stored: reserved for one app. Other namespaces stay as they are. */
export function storedNamespace(namespace: string, apiKey: string): string {
  if (namespace === "$app") return `app--${apiKey}`
  if (namespace.startsWith("$app:")) return `app--${apiKey}--${namespace.slice(5)}`
  return namespace
}

/** One metafield, or null. `namespace` as stored. */
export function findMetafield(
  world: World,
  shop: string,
  ownerGid: string,
  namespace: string,
  key: string,
): MetafieldRecord | null {
  return getShop(world, shop).metafields.get(ownerGid)?.get(`${namespace}.${key}`) ?? null
}

/** All metafields of an owner. */
export function listMetafields(world: World, shop: string, ownerGid: string): MetafieldRecord[] {
  return [...(getShop(world, shop).metafields.get(ownerGid)?.values() ?? [])]
}

/** Writes one; says whether anything changed. */
export function putMetafield(
  world: World,
  shop: string,
  input: Pick<MetafieldRecord, "ownerGid" | "namespace" | "key" | "type" | "value">,
  at: Date,
): { metafield: MetafieldRecord; changed: boolean } {
  const place = getShop(world, shop)
  const fields = place.metafields.get(input.ownerGid) ?? new Map<string, MetafieldRecord>()
  place.metafields.set(input.ownerGid, fields)
  const name = `${input.namespace}.${input.key}`
  const known = fields.get(name)
  if (known && known.value === input.value && known.type === input.type) {
    return { metafield: known, changed: false }
  }
  const metafield: MetafieldRecord = {
    id: known?.id ?? idOf(input.ownerGid, name),
    ...input,
    createdAt: known?.createdAt ?? at.toISOString(),
    updatedAt: at.toISOString(),
  }
  fields.set(name, metafield)
  markChanged(world, "metafields", shop, input.ownerGid)
  return { metafield, changed: true }
}

/** Of its own kind, so that what the app writes (and when) does not change the ids of what the shop does. */
function idOf(ownerGid: string, name: string): Id {
  const digest = createHash("sha256").update(`${ownerGid} ${name}`).digest()
  return String(3_000_000_000_000n + (digest.readBigUInt64BE() % 1_000_000_000_000n))
}

/** Removes one; says whether it was there. */
export function removeMetafield(world: World, shop: string, ownerGid: string, namespace: string, key: string): boolean {
  const removed = getShop(world, shop).metafields.get(ownerGid)?.delete(`${namespace}.${key}`) ?? false
  if (removed) markChanged(world, "metafields", shop, ownerGid)
  return removed
}
