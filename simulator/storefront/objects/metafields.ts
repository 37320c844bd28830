import { parseJsonExact } from "#app/lib/json.ts"
import type { MetafieldRecord } from "#simulator/world/shop.ts"
import type { ShopWorld } from "#simulator/world/world.ts"

type MetafieldObject = { type: string; value: unknown }

/**
 * An owner's metafields as Liquid has them: by namespace, then by key. The app's own namespace, stored under its key
 * ("app--<api key>"), is "$app" to the app's blocks.
 */
export function metafieldsOf(
  place: ShopWorld,
  ownerGid: string,
  apiKey: string,
): Record<string, Record<string, MetafieldObject>> {
  const found: Record<string, Record<string, MetafieldObject>> = {}
  for (const record of place.metafields.get(ownerGid)?.values() ?? []) {
    const namespace = record.namespace.replace(`app--${apiKey}`, "$app")
    found[namespace] ??= {}
    found[namespace][record.key] = { type: record.type, value: readValue(record) }
  }
  return found
}

function readValue(record: MetafieldRecord): unknown {
  if (record.type === "json" || record.type.startsWith("list.")) return parseJsonExact(record.value)
  if (record.type === "number_integer") return Number(record.value)
  if (record.type === "boolean") return record.value === "true"
  return record.value
}
