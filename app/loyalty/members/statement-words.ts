type Line = { code: string; order: string; award: string | null; reward?: string | null }

/**
 * What a line of a statement says, to staff and to the shopper alike. `award`: what the programme gave it for; `reward`:
 * what points bought, by its name then. A code or a kind that a newer release has stored says what its general word says.
 */
export function statementWords(
  say: (key: string, values: Record<string, string>) => string | null,
  { code, order, award, reward }: Line,
): string {
  const general = say(`statement:${code}`, { order })?.trim() ?? code
  if (reward) return `${general}: ${reward}`
  const gift = award === null ? null : say(`statement:awarded_${award}`, {})
  if (gift === null) return general
  return (code === "award_withdrawn" ? say("statement:award_withdrawn_of", { award: gift }) : gift) ?? general
}

/** The merchant's own words for an award; null: ours. */
export function messageOf({
  sourceType,
  basis,
}: {
  sourceType: string
  basis: { [name: string]: unknown }
}): string | null {
  return sourceType === "award" && typeof basis.message === "string" ? basis.message : null
}

/** What the programme gave an entry's points for; null: an order or something else moved them. */
export function awardOf({
  sourceType,
  basis,
}: {
  sourceType: string
  basis: { [name: string]: unknown }
}): string | null {
  return sourceType === "award" && typeof basis.kind === "string" ? basis.kind : null
}

/** The name that a reward had when it was redeemed; null: something else moved the points. */
export function rewardOf({
  sourceType,
  basis,
}: {
  sourceType: string
  basis: { [name: string]: unknown }
}): string | null {
  return sourceType === "redemption" && typeof basis.name === "string" ? basis.name : null
}
