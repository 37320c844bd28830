/** What Shopify writes above the JSON of themes: "auto-generated, may be overwritten". */
const HEAD = /^\uFEFF?(?:\s+|\/\*[\s\S]*?\*\/|\/\/[^\n]*(?:\n|$))*/

/** A theme's JSON file, with or without comments at its head; null when it is no JSON. */
export function parseThemeJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(HEAD, ""))
  } catch {
    return null
  }
}
