import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import type { Extension } from "./liquid/app-blocks.ts"
import { loadExtension, readLocales } from "./liquid/source-files.server.ts"
import { type ShopperText, shopperTexts } from "./shopper-texts.ts"

/** The theme app extension as it is deployed, read from the disk once. */
export type ExtensionFiles = {
  extension: Extension
  /** Scripts and stylesheets by name. */
  assets: Record<string, string>
  texts: ShopperText[]
  /** The languages that the extension has words in, the default one first. */
  languages: string[]
}

const FOLDER = "extensions/storefront"

let read: ExtensionFiles | null = null

/** Throws in plain words when the files did not come along with the program. */
export function extensionFiles(): ExtensionFiles {
  read ??= readExtension(join(programFolder(), FOLDER))
  return read
}

function readExtension(folder: string): ExtensionFiles {
  const dictionary = readLocales(join(folder, "locales"))
  const assets = readdirSync(join(folder, "assets")).map((name) => [
    name,
    readFileSync(join(folder, "assets", name), "utf8"),
  ])
  const others = Object.keys(dictionary.byLocale).filter((language) => language !== dictionary.fallback)
  return {
    extension: loadExtension(folder, ""),
    assets: Object.fromEntries(assets),
    texts: shopperTexts(dictionary),
    languages: [dictionary.fallback, ...others],
  }
}

/** The folder that holds the program: above this file, whether it runs from its source or from a build. */
export function programFolder(starts = [import.meta.dirname, process.cwd()]): string {
  for (const start of starts) {
    for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
      if (existsSync(join(folder, FOLDER, "blocks"))) return folder
    }
  }
  throw new Error(`The folder ${FOLDER} is missing: it must lie beside the folder app.`)
}
