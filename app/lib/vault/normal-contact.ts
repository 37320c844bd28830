/** What a blind index is made of: two ways of writing the same address or number must give the same value. */
export type ContactKind = "email" | "phone"

/** E.164 knows at most fifteen digits; fewer than five is a service number, not a person's. */
const FEWEST_DIGITS = 5
const MOST_DIGITS = 15

/**
 * E-mail: trimmed, NFKC, lower case. Phone: the digits of E.164 (a leading 00 stands for +). Null: nothing to look up.
 * A number without its country code stays what it is: it is found under exactly these digits.
 */
export function normalContact(kind: ContactKind, value: string | null | undefined): string | null {
  const text = value?.normalize("NFKC").trim() ?? ""
  if (text === "") return null
  return kind === "email" ? text.toLowerCase() : normalPhone(text)
}

function normalPhone(text: string): string | null {
  const digits = text.replace(/\D/g, "").replace(/^00/, "")
  return digits.length >= FEWEST_DIGITS && digits.length <= MOST_DIGITS ? digits : null
}

/** Which kind of contact somebody typed into a search field, when it is a whole one; null: part of one, or a name. */
export function contactKindOf(text: string): ContactKind | null {
  const typed = text.normalize("NFKC").trim()
  if (/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(typed)) return "email"
  const looksDialled = /^\+?[\d\s().\-/]+$/.test(typed) && typed.replace(/\D/g, "").length >= 7
  return looksDialled && normalPhone(typed) !== null ? "phone" : null
}
