import { type Look, lookSchema } from "./look.ts"
import type { ShopperText } from "./shopper-texts.ts"

/** Codes of errors.json by the place in the look: "colours.text", "texts.bg.points.one". */
export type LookProblems = Record<string, string>

/** What stands in the editor, to a look or to what is wrong with it; in browser and server alike. */
export function readLook(
  input: unknown,
  texts: ShopperText[],
): { ok: true; look: Look } | { ok: false; problems: LookProblems } {
  const read = lookSchema(texts).safeParse(input)
  if (read.success) return { ok: true, look: read.data }
  const problems = read.error.issues.map(({ path, message }) => [path.join("."), message] as const)
  return { ok: false, problems: Object.fromEntries(problems) }
}
