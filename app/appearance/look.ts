import { z } from "zod"
import type { ShopperText } from "./shopper-texts.ts"

/** What a merchant may choose of what shoppers see. An empty colour, or a text that is not there, leaves it to the theme. */

export const ICONS = ["gift", "star", "heart", "crown", "bag", "none"] as const
export const CORNERS = ["end", "start"] as const
export const COLOURS = ["background", "text", "panelBackground", "panelText", "accent"] as const

export type ColourName = (typeof COLOURS)[number]

/** Pixels between the button and the bottom of the window. */
export const LIFT = { least: 0, most: 160, usual: 16, unit: "px" } as const

/** So many languages at most, so that a look stays of a size that can be read at once. */
export const LANGUAGES_AT_MOST = 30

/** "#ABC", "abc" → "#aabbcc"; what is no colour stays as it was typed. */
export function normalColour(typed: string): string {
  const text = typed.trim().toLowerCase().replace(/^#?/, "#")
  if (/^#[0-9a-f]{3}$/.test(text)) return text.replace(/[0-9a-f]/g, "$&$&")
  return text === "#" ? "" : text
}

const colour = z
  .string("colour_unknown")
  .transform(normalColour)
  .pipe(z.string().regex(/^(#[0-9a-f]{6})?$/, "colour_unknown"))
  .default("")

const launcherSchema = z.object({
  icon: z.enum(ICONS).default("gift"),
  corner: z.enum(CORNERS).default("end"),
  lift: z
    .int("not_whole")
    .min(LIFT.least, `too_small:min=${LIFT.least}`)
    .max(LIFT.most, `too_large:max=${LIFT.most}`)
    .default(LIFT.usual),
  wordsOnPhones: z.boolean().default(false),
})

const coloursSchema = z.object({
  background: colour,
  text: colour,
  panelBackground: colour,
  panelText: colour,
  accent: colour,
})

/** A language as Shopify writes it: "bg", "pt-BR". */
const LANGUAGE = /^[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?$/

/** One line of plain words: line breaks and other controls become spaces, blanks at the ends go. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to take out
const plainLine = (text: string) => text.replace(/\s*[\u0000-\u001f\u007f\u2028\u2029]+\s*/g, " ").trim()

const shape = z.object({
  launcher: launcherSchema.prefault({}),
  colours: coloursSchema.prefault({}),
  texts: z
    .record(z.string().regex(LANGUAGE, "invalid"), z.record(z.string(), z.string().transform(plainLine)))
    .refine((texts) => Object.keys(texts).length <= LANGUAGES_AT_MOST, "languages_exceeded")
    .default({}),
})

export type Look = z.output<typeof shape>

/** The look of a shop that has chosen nothing: everything is the theme's, every word the extension's. */
export const EMPTY_LOOK: Look = shape.parse({})

/**
 * Reads a look from a form or from the database; messages are codes of errors.json. Texts that are empty, or that no block
 * shows any more, are left out.
 */
export function lookSchema(texts: ShopperText[]) {
  const known = new Map(texts.map((text) => [text.key, text]))
  return shape.transform((look, context): Look => {
    const kept: Look["texts"] = {}
    for (const [language, own] of Object.entries(look.texts)) {
      for (const [key, words] of Object.entries(own)) {
        const text = known.get(key)
        if (!text || words === "") continue
        const problem = problemOf(text, words)
        if (problem) context.addIssue({ code: "custom", path: ["texts", language, key], message: problem })
        kept[language] = { ...kept[language], [key]: words }
      }
    }
    return { ...look, texts: kept }
  })
}

function problemOf(text: ShopperText, words: string): string | null {
  if ([...words].length > text.limit) return `too_long:max=${text.limit}`
  const blanks = [...words.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string)
  return blanks.every((blank) => text.blanks.includes(blank)) ? null : "blank_unknown"
}

/** Reads as much of a look as there is to read: what has a problem is left to the theme. */
export function readableLook(input: unknown, texts: ShopperText[]): Look {
  const schema = lookSchema(texts)
  let left = structuredClone(input)
  // Texts are looked at once everything else is right, so that a second pass may find more.
  for (let pass = 0; pass < 3; pass += 1) {
    const read = schema.safeParse(left)
    if (read.success) return read.data
    for (const { path } of read.error.issues) left = withoutPlace(left, path)
  }
  return EMPTY_LOOK
}

function withoutPlace(value: unknown, path: PropertyKey[]): unknown {
  const [name, ...deeper] = path
  if (name === undefined || typeof value !== "object" || value === null) return undefined
  const { [name]: inner, ...others } = value as Record<PropertyKey, unknown>
  const left = deeper.length > 0 ? withoutPlace(inner, deeper) : undefined
  return left === undefined ? others : { ...others, [name]: left }
}
