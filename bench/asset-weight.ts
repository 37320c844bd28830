import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { gzipSync } from "node:zlib"

/** One file of the theme app extension, in bytes. */
export type AssetWeight = { name: string; kind: "script" | "stylesheet" | "other"; raw: number; gzip: number }

const ASSETS = join(import.meta.dirname, "../extensions/storefront/assets")

/** Every asset as it is deployed: nothing is minified on the way. */
export function weighAssets(folder = ASSETS): AssetWeight[] {
  return readdirSync(folder)
    .toSorted()
    .map((name) => {
      const body = readFileSync(join(folder, name))
      return { name, kind: kindOf(name), raw: body.length, gzip: gzipSync(body).length }
    })
}

function kindOf(name: string): AssetWeight["kind"] {
  if (name.endsWith(".js")) return "script"
  return name.endsWith(".css") ? "stylesheet" : "other"
}
