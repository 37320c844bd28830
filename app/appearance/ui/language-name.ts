/** A language in the reader's own: "bg" for an English reader → "Bulgarian"; a code nobody knows stays as it is. */
export function languageName(language: string, reader: string): string {
  const name = new Intl.DisplayNames([reader], { type: "language", fallback: "code" }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(reader) + name.slice(1)
}

/** Languages that Shopify shops are most often published in; ours stand before them. */
export const MORE_LANGUAGES = [
  "ar",
  "cs",
  "da",
  "de",
  "el",
  "es",
  "et",
  "fi",
  "fr",
  "he",
  "hr",
  "hu",
  "it",
  "ja",
  "ko",
  "lt",
  "lv",
  "mk",
  "nb",
  "nl",
  "pl",
  "pt-BR",
  "pt-PT",
  "ro",
  "sk",
  "sl",
  "sq",
  "sr",
  "sv",
  "th",
  "tr",
  "uk",
  "vi",
  "zh-CN",
  "zh-TW",
] as const
