import { readdirSync, readFileSync } from "node:fs"
import { basename, extname, join } from "node:path"
import type { Words } from "./liquid/translate.ts"

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
export function readLocales(folder: string): { byLocale: Record<string, Words>; fallback: string } {
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

/** The JSON of a block's or section's {% schema %}; null when it has none. Throws on broken JSON. */
export function readSchema(source: string): BlockSchema | null {
  const match = /\{%-?\s*schema\s*-?%\}([\s\S]*?)\{%-?\s*endschema\s*-?%\}/.exec(source)
  return match ? (JSON.parse(match[1] as string) as BlockSchema) : null
}

type SettingSchema = {
  type: string
  id?: string
  label?: string
  content?: string
  info?: string
  default?: unknown
  options?: { value: string; label: string }[]
  min?: number
  max?: number
  step?: number
  unit?: string
  autofill?: boolean
}

export type BlockSchema = {
  name: string
  target: "section" | "body" | "head" | "compliance_head"
  stylesheet?: string
  javascript?: string
  settings?: SettingSchema[]
  [field: string]: unknown
}
