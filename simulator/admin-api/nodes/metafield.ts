import { createHash } from "node:crypto"
import { findMetafield, listMetafields, storedNamespace } from "../../world/metafields.ts"
import type { MetafieldRecord } from "../../world/shop.ts"
import { utcTime } from "../../world/wire.ts"
import type { ApiContext } from "../api-context.ts"
import { type PageArguments, paginate } from "../connection.ts"

export function metafieldNode(context: ApiContext, record: MetafieldRecord): Record<string, unknown> {
  const own = storedNamespace("$app", context.simulator.config.apiKey)
  return {
    __typename: "Metafield",
    id: `gid://shopify/Metafield/${record.id}`,
    legacyResourceId: record.id,
    namespace: record.namespace === own ? "$app" : record.namespace,
    key: record.key,
    type: record.type,
    value: record.value,
    jsonValue: () => readJson(record),
    compareDigest: () => compareDigest(record),
    ownerType: /^gid:\/\/shopify\/(\w+)\//.exec(record.ownerGid)?.[1]?.toUpperCase(),
    sizeInBytes: Buffer.byteLength(record.value),
    description: null,
    definition: null,
    createdAt: utcTime(record.createdAt),
    updatedAt: utcTime(record.updatedAt),
  }
}

export function compareDigest(record: MetafieldRecord): string {
  return createHash("sha256").update(`${record.type} ${record.value}`).digest("hex")
}

function readJson(record: MetafieldRecord): unknown {
  if (record.type === "json" || record.type.startsWith("list.")) return JSON.parse(record.value)
  if (record.type === "number_integer") return Number(record.value)
  if (record.type === "boolean") return record.value === "true"
  return record.value
}

/** The fields `metafield` and `metafields` that every owner has. */
export function metafieldFields(context: ApiContext, ownerGid: string): Record<string, unknown> {
  const { world, config } = context.simulator
  const stored = (namespace: string | null | undefined) => storedNamespace(namespace ?? "$app", config.apiKey)
  return {
    metafield: (args: { namespace?: string | null; key: string }) => {
      const record = findMetafield(world, context.shop, ownerGid, stored(args.namespace), args.key)
      return record ? metafieldNode(context, record) : null
    },
    metafields: (args: PageArguments & { namespace?: string | null; keys?: string[] | null }) => {
      const records = listMetafields(world, context.shop, ownerGid).filter(
        (record) =>
          (!args.namespace || record.namespace === stored(args.namespace)) &&
          (!args.keys || args.keys.includes(`${record.namespace}.${record.key}`)),
      )
      return paginate(
        records,
        args,
        (record) => ({ value: "", id: record.id }),
        (record) => metafieldNode(context, record),
      )
    },
  }
}
