import { toLatin } from "#app/lib/latin.ts"

/**
 * The lasting id of a new level, made from its name once ("Златно ниво" → "zlatno-nivo"), unlike any in `taken`.
 * Merchants meet it in the customer tag and metafield, so it should be readable; a later change of name leaves it.
 */
export function levelIdFrom(name: string, taken: ReadonlySet<string>): string {
  const base =
    toLatin(name)
      .normalize("NFKD")
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 34)
      .replace(/-+$/, "") || "level"
  if (!taken.has(base)) return base
  for (let number = 2; ; number += 1) if (!taken.has(`${base}-${number}`)) return `${base}-${number}`
}
