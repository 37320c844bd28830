const BLANK = /\{\{\s*(\w+)\s*(?:,\s*(\w+))?\s*\}\}/g
const PLURAL = /_(zero|one|two|few|many|other)$/

/** All texts of one language by their full key: "home.title", "errors:required", "points.count_one". */
export function flattenTexts(messages: object): Map<string, string> {
  const texts = new Map<string, string>()
  const walk = (value: unknown, path: string) => {
    if (typeof value === "string") texts.set(path, value)
    else for (const [key, inner] of Object.entries(value as object)) walk(inner, path === "" ? key : `${path}.${key}`)
  }
  for (const [namespace, group] of Object.entries(messages))
    for (const [key, inner] of Object.entries(group as object))
      walk(inner, namespace === "admin" ? key : `${namespace}:${key}`)
  return texts
}

/** The key that code names: without the plural form that the language chooses. */
export const keyOf = (fullKey: string): string => fullKey.replace(PLURAL, "")

/** What must be given to a text, by name; a plural is chosen by the number `count`. */
export function blanksOf(fullKey: string, text: string): Map<string, "number" | "Written"> {
  const blanks = new Map<string, "number" | "Written">()
  if (PLURAL.test(fullKey)) blanks.set("count", "number")
  for (const [, name = "", format] of text.matchAll(BLANK))
    if (format === "number") blanks.set(name, "number")
    else if (!blanks.has(name)) blanks.set(name, "Written")
  return blanks
}

/** The module that tells the compiler which values each text needs; written by `npm run texts`. */
export function textValuesModule(english: object): string {
  const needed = new Map<string, Map<string, string>>()
  for (const [fullKey, text] of flattenTexts(english)) {
    const known = needed.get(keyOf(fullKey)) ?? new Map<string, string>()
    for (const [name, type] of blanksOf(fullKey, text)) if (known.get(name) !== "number") known.set(name, type)
    if (known.size > 0) needed.set(keyOf(fullKey), known)
  }
  const lines = [...needed].map(([key, values]) => {
    const fields = [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, type]) => `${name}: ${type}`)
    return `  ${JSON.stringify(key)}: { ${fields.join("; ")} }`
  })
  return `// Written by \`npm run texts\` from the English texts. Run it after a text gets or loses a {{blank}}.

type Written = string | number

/** The values that a text needs; a text that is not listed needs none. */
export type TextValues = {
${lines.sort().join("\n")}
}
`
}
