import type { WorkKind } from "#app/queue/work-source.server.ts"

type Named = { kind: WorkKind; keyType: "bigint" | "text"; gid?: "Order" | "Customer" }

export function writeWorkId(source: Named, key: string): string {
  return `${source.kind}-${source.gid ? key.slice(key.lastIndexOf("/") + 1) : key}`
}

/** Null for anything that `writeWorkId` did not write. */
export function readWorkId<Source extends Named>(
  text: string,
  sources: Source[],
): { source: Source; key: string } | null {
  const [, kind, rest] = /^([a-z_]+)-([A-Za-z0-9._-]{1,100})$/.exec(text) ?? []
  const source = sources.find((one) => one.kind === kind)
  if (!source || rest === undefined) return null
  if (source.gid) return /^\d{1,20}$/.test(rest) ? { source, key: `gid://shopify/${source.gid}/${rest}` } : null
  if (source.keyType === "bigint") return /^\d{1,18}$/.test(rest) ? { source, key: rest } : null
  return { source, key: rest }
}
