import { readdirSync, readFileSync } from "node:fs"
import { basename, extname, join } from "node:path"
import { type Extension, extensionOf } from "./app-blocks.ts"
import type { Dictionary, Words } from "./translate.ts"

/** A folder of text files by their name without extension. An absent folder is empty. */
export function readFolder(folder: string, extension: string): Record<string, string> {
  const found: Record<string, string> = {}
  let names: string[] = []
  try {
    names = readdirSync(folder)
  } catch {
    return found
  }
  for (const name of names.sort()) {
    if (extname(name) !== extension) continue
    found[basename(name, extension)] = readFileSync(join(folder, name), "utf8")
  }
  return found
}

/** locales/en.default.json, bg.json, … → words by language; settings' words (*.schema.json) are left out. */
export function readLocales(folder: string): Dictionary {
  const byLocale: Record<string, Words> = {}
  let fallback = "en"
  for (const [name, text] of Object.entries(readFolder(folder, ".json"))) {
    if (name.endsWith(".schema")) continue
    const locale = name.replace(/\.default$/, "")
    if (name.endsWith(".default")) fallback = locale
    byLocale[locale] = JSON.parse(text) as Words
  }
  return { byLocale, fallback }
}

/** Reads a theme app extension: the very files that are deployed to a real shop. `assetBase`: where its assets are served. */
export function loadExtension(folder: string, assetBase: string): Extension {
  const sources = {
    blocks: readFolder(join(folder, "blocks"), ".liquid"),
    snippets: readFolder(join(folder, "snippets"), ".liquid"),
    dictionary: readLocales(join(folder, "locales")),
  }
  return extensionOf(sources, assetBase)
}
